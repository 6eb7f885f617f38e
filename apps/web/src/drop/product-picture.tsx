import type { View } from '@lastpair/contracts';

/** The product's picture, or its initials where it has none. The text beside it says what it is. */
export function ProductPicture({ product }: { product: View['product'] }) {
  const initials = `${product.brand.slice(0, 1)}${product.name.slice(0, 1)}`;
  return (
    <div className="picture">
      {product.imageUrl === null ? (
        <span className="picture-initials" aria-hidden="true">
          {initials}
        </span>
      ) : (
        <img src={product.imageUrl} alt="" loading="lazy" decoding="async" />
      )}
    </div>
  );
}
