using Kiosk.Firmware;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.Supervision;

/// <summary>What is tried while the city keeps silent, in order, and when a board may restart for it.</summary>
[Trait("Requirement", "F-SYNC-6")]
public class NetworkLadders
{
    private const long Minute = 60_000, Hour = 3_600_000, Midnight = 1_800_050_400 - (1_800_050_400 % 86_400) - 3_600;

    private readonly RungUplink _uplink = new();
    private readonly InMemoryClock _clock = new();
    private readonly TimeKeeper _time;
    private readonly NetworkLadder _ladder;
    private readonly List<long> _reboots = [];

    public NetworkLadders()
    {
        _clock.ShowWall(Midnight);
        _time = new TimeKeeper(_clock, Midnight - 86_400);
        _time.Start(0, 0);
        _ladder = new NetworkLadder(_uplink, _time);
    }

    [Fact]
    public void Silence_closes_the_connection_then_drops_its_socket_then_restarts_the_interface_and_again_each_hour()
    {
        Run(0, 2 * Hour, waiting: 1);
        Assert.Equal(
            [(5, Uplink.CloseConnection), (5, Uplink.DropSocket), (20, Uplink.RestartInterface),
                (80, Uplink.CloseConnection), (80, Uplink.DropSocket), (80, Uplink.RestartInterface)],
            _uplink.Rungs);
    }

    [Fact]
    public void An_answer_or_an_empty_journal_begins_anew()
    {
        Run(0, 4 * Minute, waiting: 1);
        Run(4 * Minute, 8 * Minute, waiting: 1, answered: 1);
        Run(8 * Minute, 9 * Minute, waiting: 0, answered: 1);
        Run(9 * Minute, 13 * Minute, waiting: 1, answered: 1);
        Assert.Empty(_uplink.Rungs);
    }

    [Fact]
    public void The_board_restarts_at_night_after_a_day_and_six_hours_of_silence_with_an_idle_till_alone()
    {
        Run(0, 48 * Hour, waiting: 1);
        Assert.NotEmpty(_reboots);
        Assert.All(_reboots, at => Assert.InRange(at, (24 * Hour) + (3 * Hour), (24 * Hour) + (5 * Hour)));
    }

    [Theory]
    [InlineData(false, 100 * Hour, true)]
    [InlineData(true, 14 * Minute, true)]
    [InlineData(true, 100 * Hour, false)]
    public void A_board_restarts_not_when_nothing_of_it_could_hang_nor_with_a_busy_till_nor_without_the_time(
        bool ours, long idleMs, bool timed)
    {
        _uplink.Ours = ours;
        _time.Quality = timed ? _time.Quality : TimeKeeper.Unknown;
        Run(0, 72 * Hour, waiting: 1, idleMs: idleMs);
        Assert.Empty(_reboots);
    }

    private void Run(long from, long to, long waiting, int answered = 0, long idleMs = 100 * Hour)
    {
        for (long now = from; now < to; now += 1_000)
        {
            _uplink.NowMs = now;
            if (_ladder.Step(now, answered, waiting, idleMs))
            {
                _reboots.Add(now);
            }
        }
    }

    private sealed class RungUplink : Uplink
    {
        public long NowMs { get; set; }

        public bool Ours { get; set; } = true;

        public List<(long Minute, int Rung)> Rungs { get; } = [];

        public override bool Connected => false;

        public override bool Send(byte[] frame, int offset, int length) => false;

        public override int Receive(byte[] buffer) => 0;

        public override bool Recover(int rung)
        {
            Rungs.Add((NowMs / Minute, rung));
            return Ours;
        }
    }
}
