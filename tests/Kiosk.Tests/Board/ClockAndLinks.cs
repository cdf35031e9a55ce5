using Kiosk.Board.Virtual;
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
