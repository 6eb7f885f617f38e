import type { View } from '@lastpair/contracts';
import { Bags } from './bags.tsx';
import { HeatMap } from './heat-map.tsx';
import { Holds } from './holds.tsx';
import { Log } from './log.tsx';
import { PaceChart } from './pace-chart.tsx';
import { Refusals } from './refusals.tsx';
import { RoomHead } from './room-head.tsx';
import { RoomNumbers } from './room-numbers.tsx';
import { RoomPanel } from './room-panel.tsx';
import { SellThroughChart } from './sell-through-chart.tsx';
import { Shoppers } from './shoppers.tsx';
import { useRoom } from './use-room.ts';

/** Everything about a drop while it sells, live. */
export function LiveRoom({ view }: { view: View }) {
  const room = useRoom(view.id);
  return (
    <div className="grid grid-cols-1 gap-4">
      <RoomHead view={view} />
      <RoomNumbers view={view} room={room} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <RoomPanel title="Sell-through">
          <SellThroughChart points={room?.sellThrough ?? []} />
        </RoomPanel>
        <RoomPanel title="Decisions in a second">
          <PaceChart pace={room?.pace ?? []} />
        </RoomPanel>
        <RoomPanel title="Sizes">
          <HeatMap sizes={view.sizes} />
        </RoomPanel>
        <RoomPanel title="Refusals by reason">
          <Refusals refusals={room?.refusals ?? []} />
        </RoomPanel>
        <RoomPanel title="Holds, the soonest to end first">
          <Holds holds={room?.holds ?? []} />
        </RoomPanel>
        <RoomPanel title="Shopping now">
          <Shoppers shoppers={room?.shoppers ?? []} />
        </RoomPanel>
      </div>
      <RoomPanel title="Live bags, the soonest to end first">
        <Bags bags={room?.bags ?? []} dropId={view.id} />
      </RoomPanel>
      <RoomPanel title="The log">
        <Log lines={room?.log ?? []} />
      </RoomPanel>
    </div>
  );
}
