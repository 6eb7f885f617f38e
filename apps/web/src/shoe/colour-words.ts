import type { Oklch } from './oklch.ts';

/** The words of colourways: name, then lightness and chroma in percent, then hue. A family on each line. */
const WORDS = `
white 98 0.3 90, chalk 95 1 95, bone 92 2 85, ivory 95 2.5 95, cream 93 4 92, milk 96 1.2 95, sail 93 3 90, pearl 93 1 60, snow 98 0.6 240, salt 94 0.6 220, eggshell 94 2.5 88, alabaster 93 1.2 80, porcelain 95 1 230, paper 95 1.5 90, phantom 92 1.2 80, parchment 90 3.5 88
silver 80 0.8 250, smoke 62 1 250, fog 82 1.2 230, foghorn 58 2.5 235, mist 87 1.5 220, ash 70 0.8 100, cement 74 1 80, concrete 68 0.6 90, stone 73 2 80, pebble 66 1.5 70, steel 58 2.5 245, slate 47 3 250, gravel 56 1 70, lead 45 1 250, grey 62 0.4 250, gray 62 0.4 250, platinum 88 0.6 90, wolf 55 1 240, cloud 91 0.8 240
black 20 0.4 270, ink 24 3.5 268, onyx 21 0.5 270, coal 25 0.6 60, obsidian 22 2 280, jet 19 0.3 270, graphite 34 1 260, charcoal 33 0.8 250, basalt 30 1.4 250, anthracite 30 1 250, raven 22 1.5 280, midnight 26 6 270, shadow 36 1 280, iron 40 1 250, night 23 4 275, asphalt 35 0.8 80
sand 83 4.5 85, sandstone 78 5.5 78, oat 86 3.5 82, oatmeal 86 3 82, wheat 79 8 80, rope 74 6 78, khaki 68 6 95, camel 68 9 72, tan 72 8 72, hemp 75 5 92, desert 78 6 70, dune 82 4 75, beige 87 3.5 85, taupe 58 2.5 60, mushroom 66 2.2 60, latte 72 5 68, linen 90 2.5 82
gum 62 10 62, brown 42 6.5 50, mocha 44 5 50, espresso 31 3.5 45, coffee 37 4.5 50, walnut 43 6 52, cocoa 38 5 42, chestnut 44 9 40, cognac 52 11 52, bronze 56 9 68, copper 60 12 48, rust 50 14 42, clay 60 9.5 45, terracotta 60 12 42, brick 48 13 32, cinnamon 52 11 48, tobacco 47 8 62, leather 54 9 58, umber 42 6 62
red 56 22 27, scarlet 58 23 30, crimson 50 20 20, cherry 50 20 18, oxblood 33 11 22, burgundy 35 12 15, maroon 35 11 20, wine 37 12 8, ruby 48 19 16, ember 63 21 38, fire 62 23 34, infrared 66 23 22, blood 44 17 26, tomato 62 20 32, chili 54 20 30, lava 60 22 36
orange 71 18 52, amber 79 16 72, coral 72 16 32, salmon 76 11 30, peach 85 8 55, apricot 81 11 62, tangerine 72 18 55, papaya 75 16 48, dawn 82 9 48, sunset 70 17 42, mango 79 15 70, pumpkin 68 17 52, flame 66 21 40, melon 79 11 40
yellow 88 17 98, gold 78 13 85, brass 69 10 86, lemon 92 15 104, mustard 74 13 88, honey 78 13 78, saffron 80 16 78, maize 86 13 92, sun 87 16 92, butter 92 8 96, canary 91 16 102, citron 90 17 112, sulphur 91 16 106, volt 92 22 118, wax 88 7 95
lime 86 22 126, green 58 15 148, pine 38 7 160, forest 38 8 150, moss 52 8 122, olive 50 7.5 112, sage 72 5 145, mint 89 8 165, emerald 58 14 160, jade 62 11 168, fern 56 12 142, cactus 60 7 148, hunter 35 7 158, kelp 40 6 125, pistachio 84 9 125, matcha 74 9.5 122, army 43 5 115, spruce 42 6 175, laurel 48 7 140, seafoam 87 6.5 172, clover 58 16 146, eucalyptus 70 4.5 165
teal 55 9.5 195, turquoise 76 11.5 190, aqua 83 9.5 195, lagoon 60 10 205, cyan 82 13 205, glacier 88 4.5 222, ice 93 2.8 220, frost 92 2.4 215, sky 82 9 230, azure 68 14 245, cobalt 46 19 262, royal 45 19 266, blue 54 19 260, ocean 46 10 240, navy 29 8 264, indigo 37 13 275, denim 47 8 255, harbour 55 5 235, harbor 55 5 235, marine 38 8 248, sapphire 42 16 264, storm 50 3.5 248, tide 62 7.5 218, horizon 80 6.5 240, petrol 42 7 215, arctic 90 3.5 215, powder 87 4.5 235, electric 62 21 258, cornflower 66 13 265
purple 48 19 302, violet 52 20 295, lilac 80 8.5 308, lavender 80 7.5 295, plum 38 11 325, grape 42 15 305, orchid 68 15 325, iris 56 16 288, mauve 70 6.5 325, aubergine 30 8 320, thistle 79 5.5 315, amethyst 60 15 305, ultraviolet 45 24 290, heather 68 6 310
pink 80 11 355, rose 72 13 10, blush 88 5 25, fuchsia 64 25 340, magenta 60 25 335, bubblegum 80 13 350, raspberry 54 20 5, berry 44 16 358, flamingo 76 14 15, peony 76 13 0, quartz 88 4 10, shell 90 3.5 40, cerise 58 22 2, petal 87 6.5 0
`;

/** The colours of about two hundred words, as makers of shoes use them. */
export const colourWords: ReadonlyMap<string, Oklch> = new Map(
  WORDS.trim()
    .split(/[,\n]/)
    .map((entry): [string, Oklch] => {
      const [word = '', l, c, h] = entry.trim().split(' ');
      return [word, { l: Number(l) / 100, c: Number(c) / 100, h: Number(h) }];
    }),
);
