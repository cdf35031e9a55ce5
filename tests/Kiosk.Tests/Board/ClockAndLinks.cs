using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Links;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Board;

public sealed class ClockAndLinks
{
    [Fact]
    public void Monotonic_time_starts_at_each_power_on_and_never_goes_back()
    {
        var clock = new VirtualClock();
        clock.SetCalendar(5_000);
        clock.PowerOn();
        clock.SetCalendar(4_000);
        Assert.Equal(0, clock.MonotonicMs);
        clock.SetCalendar(9_000);
        Assert.Equal(4_000, clock.MonotonicMs);
    }

    [Fact]
    public void The_battery_clock_drifts_can_be_wrong_by_years_and_can_be_set()
    {
        var clock = new VirtualClock { RtcDriftPpm = 100 };
        clock.SetCalendar(1_760_000_000_000);
        clock.SetRtc(0);
        clock.SetCalendar(1_760_864_000_000);
        Assert.True(clock.TryReadWall(out long utc, out int quality));
        Assert.Equal((864_086L, 2), (utc, quality));

        clock.SetWall(1_760_864_000);
        clock.TryReadWall(out utc, out _);
        Assert.Equal(1_760_864_000, utc);
        clock.RtcFitted = false;
        Assert.False(clock.TryReadWall(out _, out _));
    }

    [Fact]
    public void A_line_in_memory_carries_both_ways_and_counts_what_a_cut_loses()
    {
        var link = new MemoryUplink();
        Assert.True(link.Send([1, 2, 3], 1, 2));
        Assert.Equal([2, 3], link.TakeUp());
        Assert.Null(link.TakeUp());

        link.PushDown([7, 8]);
        byte[] buffer = new byte[4];
        Assert.Equal(2, link.Receive(buffer));
        Assert.Equal([7, 8, 0, 0], buffer);
        Assert.Equal(0, link.Receive(buffer));
        link.PushDown(new byte[5]);
        Assert.Equal(-1, link.Receive(buffer));

        link.Send([1], 0, 1);
        link.SetConnected(false);
        Assert.False(link.Send([1], 0, 1));
        link.PushDown([1]);
        Assert.Equal(3, link.Lost);
    }

    [Fact]
    public void A_full_line_refuses_and_never_grows()
    {
        var link = new MemoryUplink();
        for (int i = 0; i < MemoryUplink.MessagesMax; i++)
        {
            Assert.True(link.Send([1], 0, 1));
            link.PushDown([1]);
        }

        Assert.False(link.Send([1], 0, 1));
        link.PushDown([1]);
        Assert.Equal(1, link.Lost);
    }

    [Fact]
    public void Seeded_faults_lose_double_and_delay_the_same_messages_every_time()
    {
        static string Run(int seed)
        {
            var faults = new LinkFaults(seed)
            {
                LossPercent = 20, DuplicatePercent = 20, DelayPercent = 20, DelayMaxMs = 500,
            };
            var link = new MemoryUplink { Faults = faults };
            var seen = new List<byte>();
            for (byte i = 0; i < 200; i++)
            {
                link.NowMs = i * 100;
                link.Send([i], 0, 1);
                while (link.TakeUp() is { } frame)
                {
                    seen.Add(frame[0]);
                }
            }

            Assert.True(seen.Distinct().Count() < 200 && seen.Count > seen.Distinct().Count());
            Assert.False(seen.SequenceEqual(seen.Order()));
            return string.Join(',', seen);
        }

        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    [Fact]
    public void The_platform_mac_agrees_with_rfc_4231()
    {
        byte[] key = [.. Enumerable.Repeat((byte)0x0b, 20)];
        byte[] mac = new byte[34];
        new PlatformMac().Compute(key, "xHi There"u8.ToArray(), 1, 8, mac, 2);
        Assert.Equal(
            "B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7",
                Convert.ToHexString(mac, 2, Mac.Length));
    }
}
