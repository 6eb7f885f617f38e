import type { View } from '@lastpair/contracts';
import { useState } from 'react';
import { Shoe } from '../shoe/shoe.tsx';

/** The product's picture, or its shoe drawn when it has none or it can't be had. The text beside it says what it is. */
export function ProductPicture({
  product: { name, colorway, imageUrl },
  className = '',
}: {
  product: Pick<View['product'], 'name' | 'colorway' | 'imageUrl'>;
  className?: string;
}) {
  const [broken, setBroken] = useState<string>();
  if (imageUrl === null || broken === imageUrl) {
    return <Shoe name={name} colorway={colorway} className={className} />;
  }
  return (
    <img
      src={imageUrl}
      alt=""
      decoding="async"
      className={`object-contain ${className}`}
      onError={() => setBroken(imageUrl)}
    />
  );
}
