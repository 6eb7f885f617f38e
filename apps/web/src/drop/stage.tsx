import type { View } from '@lastpair/contracts';
import type { CSSProperties, ReactNode } from 'react';
import { stageColourOf } from '../shoe/shoe-paint.ts';
import { ProductPicture } from './product-picture.tsx';

/** A shoe on its stage, lit in its own colour, with what else stands on it. */
export function Stage({
  product,
  className,
  shoeClassName,
  children,
}: {
  product: Pick<View['product'], 'name' | 'colorway' | 'imageUrl'>;
  className: string;
  shoeClassName: string;
  children?: ReactNode;
}) {
  const tint = { '--tint': stageColourOf(product.colorway) } as CSSProperties;
  return (
    <div className={`stage relative isolate overflow-hidden ${className}`} style={tint}>
      {children}
      <ProductPicture product={product} className={shoeClassName} />
    </div>
  );
}
