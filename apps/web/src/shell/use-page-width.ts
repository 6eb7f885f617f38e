import { useRoute } from 'wouter';

/** How wide a page may get, as a class: the desk fills the screen, all others are read. */
export const usePageWidth = (): string => (useRoute('/desk/*?')[0] ? '' : 'max-w-7xl');
