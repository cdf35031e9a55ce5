using System.Runtime.ExceptionServices;
using Kiosk.Ledger;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// The gateway of a run: the real ledger on a real database, committing once per tick, closed and opened again at
/// times. Calendar ms. One thread.
/// </summary>
internal sealed class SimGateway : IDisposable
{
    private const int FramesPerCommit = 1024;
    private readonly FaultPlan _plan;
    private readonly SimClock _clock;
    private readonly LedgerOptions _options;
    private readonly Random _dice;
    private readonly List<InboundFrame> _frames = [];
    private readonly List<SimKiosk> _senders = [];
    private CityLedger? _ledger;
    private long _restartMs = long.MaxValue;
    private long _backAtMs;

    public SimGateway(FaultPlan plan, SimClock clock, string folder)
    {
        _plan = plan;
        _clock = clock;
        _dice = plan.Dice(FaultPlan.Part.Gateway, 0);
        _options = new LedgerOptions { Folder = folder };
        _ledger = CityLedger.Open(_options, clock);
    }

    /// <summary>So many kiosks run side by side, fewer one after the other (<see cref="SimulateOptions"/>).</summary>
    public int SideBySideMin { get; init; } = int.MaxValue;

    /// <summary>True while it runs.</summary>
    public bool Up => _ledger is not null;

    /// <summary>The ledger; only while <see cref="Up"/>.</summary>
    public CityLedger Ledger => _ledger!;

    /// <summary>Draws the first restart.</summary>
    public void PlanFaults() =>
        _restartMs = _plan.Next(FaultKind.Gateway, _plan.Rates.GatewayRestartsPerDay, _clock.NowMs, _dice);

    /// <summary>Stops and starts when it is due.</summary>
    public void Tick()
    {
        if (!Up && (_clock.NowMs >= _backAtMs || !_plan.Active))
        {
            _ledger = CityLedger.Open(_options, _clock);
            PlanFaults();
        }
        else if (Up && _plan.Active && _clock.NowMs >= _restartMs)
        {
            _plan.Note(FaultKind.Gateway);
            Ledger.Dispose();
            _ledger = null;
            _backAtMs = _clock.NowMs + _dice.Next(_plan.Rates.GatewayAwayMsMax);
        }
    }

    /// <summary>Takes what has arrived in one commit and answers.</summary>
    public void Commit(IReadOnlyList<SimKiosk> kiosks)
    {
        _frames.Clear();
        _senders.Clear();
        foreach (var kiosk in kiosks)
        {
            while (_frames.Count < FramesPerCommit && kiosk.Link.TakeUp(_clock.NowMs) is { } frame)
            {
                _frames.Add(new InboundFrame(kiosk.Device, frame));
                _senders.Add(kiosk);
            }
        }

        if (_frames.Count == 0)
        {
            return;
        }

        var results = Ledger.SubmitNow(_frames);
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Acknowledgement is { } answer)
            {
                _senders[i].Link.Push(answer);
            }
        }
    }

    /// <summary>A device has connected: it gets what waits for it.</summary>
    public void Greet(SimKiosk kiosk)
    {
        foreach (var message in Ledger.Registry.PendingDownlinks(kiosk.Device))
        {
            kiosk.Link.Push(message.Bytes);
        }
    }

    /// <summary>
    /// One tick: lines and gateway change at its start, the kiosks that are awake run, then the gateway commits what
    /// any of them sent, and answers. Within a tick a kiosk touches nothing of another one and nothing of the gateway,
    /// so they run side by side and the same seed still gives the same counts.
    /// </summary>
    public void Tick(IReadOnlyList<SimKiosk> awake, IReadOnlyList<SimKiosk> all, int tickMs)
    {
        Tick();
        foreach (var kiosk in awake)
        {
            Connect(kiosk);
        }

        var toMs = _clock.NowMs + tickMs;
        RunAll(awake, toMs, SideBySideMin);
        _clock.NowMs = toMs;
        if (Up)
        {
            Commit(all);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ledger?.Dispose();

    private static void RunAll(IReadOnlyList<SimKiosk> awake, long toMs, int sideBySideMin)
    {
        if (awake.Count < sideBySideMin)
        {
            foreach (var kiosk in awake)
            {
                kiosk.RunTo(toMs);
            }

            return;
        }

        try
        {
            Parallel.For(0, awake.Count, i => awake[i].RunTo(toMs));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private void Connect(SimKiosk kiosk)
    {
        kiosk.Line.MoveTo(_clock.NowMs);
        kiosk.Link.Silent = kiosk.Line.Silent;
        var online = Up && kiosk.Powered && !kiosk.Line.Broken;
        if (online == kiosk.Link.Online)
        {
            return;
        }

        kiosk.Link.SetOnline(online);
        if (online)
        {
            Greet(kiosk);
        }

        kiosk.Poke(_clock.NowMs);
    }
}
