using Kiosk.Gateway.Console;
using Kiosk.Ledger.Ingest;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Tests.Ledger;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>What bad input leaves in the log: each new alarm and fault, with device, kiosk and what.</summary>
public sealed class AlarmLogTests : IDisposable
{
    private readonly LedgerBench _bench = new();
    private readonly NotedLog<AlarmLog> _log = new();
    private readonly SyntheticKiosk _kiosk;
    private readonly AlarmLog _alarms;

    public AlarmLogTests()
    {
        _kiosk = _bench.Kiosk();
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        _alarms = new AlarmLog(_bench.Ledger, _bench.Clock, _log);
        _alarms.Look(isStart: true);
    }

    [Fact]
    public void A_broken_chain_a_bad_clock_a_hole_and_a_loss_are_each_a_line_with_device_and_what()
    {
        _bench.Submit(_kiosk, _kiosk.Frame(_kiosk.Ticket(1)));
        _kiosk.Ticket(2);
        _kiosk.NextSequence--;
        _bench.Submit(_kiosk, _kiosk.Frame(_kiosk.Ticket(3)));
        Look("Kiosk K07, device 1007: alarm ChainBreak, 1 more: sequence");
        _bench.Submit(_kiosk, _kiosk.Frame(_kiosk.Gap(3)));
        Look("Kiosk K07, device 1007: alarm DeclaredLoss, 1 more: the device lost sequences 3 to 5");
        _kiosk.NextSequence += 2;
        _bench.Submit(_kiosk, _kiosk.Frame(_kiosk.Health()));
        Look("Kiosk K07, device 1007: alarm Gap, 1 more: sequences 6 to 7 are missing");
        _kiosk.StartClock(DateTimeOffset.UnixEpoch.AddDays(1).ToUnixTimeSeconds());
        _bench.Submit(_kiosk, _kiosk.Frame(_kiosk.Health()));
        Look("Kiosk K07, device 1007: alarm Clock, 1 more: the clock of sequences 9 to 9");
    }

    [Fact]
    public void A_fault_of_a_device_is_a_line_with_its_number_and_name()
    {
        _bench.Submit(_kiosk, _kiosk.Frame(_kiosk.Event(FaultEvents.FaultMet, FaultCode.SegmentCorrupt, 2)));
        Look("Kiosk K07, device 1007: fault E033 segment_corrupt, 2 more");
        Assert.Equal(LogLevel.Warning, _log.Lines[^1].Level);
        _bench.Submit(_kiosk, _kiosk.Frame(_kiosk.Event(FaultEvents.FaultMet, FaultCode.KeyRefused, 1)));
        Look("Kiosk K07, device 1007: fault E017 key_refused, 1 more");
        Assert.Equal(LogLevel.Information, _log.Lines[^1].Level);
    }

    [Fact]
    public void What_comes_again_and_again_is_told_once_an_hour_with_how_often_it_came()
    {
        for (int i = 0; i < 5; i++)
        {
            _bench.Submit(4711, [1, 2, 3]);
            _alarms.Look();
        }

        Assert.Single(_log.Lines);
        _bench.Clock.Advance(AlarmLog.Again);
        Look("Kiosk -, device 0: alarm UnknownDevice, 4 more");
        _alarms.Look();
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void What_was_on_record_before_the_start_is_no_news_until_it_comes_again()
    {
        _bench.Submit(4711, [1, 2, 3]);
        var log = new NotedLog<AlarmLog>();
        var again = new AlarmLog(_bench.Ledger, _bench.Clock, log);
        again.Look(isStart: true);
        again.Look();
        Assert.Empty(log.Lines);
        _bench.Submit(4711, [1, 2, 3]);
        again.Look();
        Assert.Single(log.Lines);
    }

    public void Dispose()
    {
        _alarms.Dispose();
        _bench.Dispose();
    }

    private void Look(string line)
    {
        int before = _log.Lines.Count;
        _alarms.Look();
        _alarms.Look();
        Assert.Equal(before + 1, _log.Lines.Count);
        Assert.StartsWith(line, _log.Lines[^1].Text, StringComparison.Ordinal);
    }
}
