using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Drive;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Replay;
using Kiosk.Protocol;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// One kiosk of a run: the real loop on a virtual board, its customers, walkers and weather, its power, its battery
/// clock, and the witness on its drive. Calendar ms. One thread.
/// </summary>
internal sealed class SimKiosk
{
    private const int CounterEvery = 10, CounterPauseMs = 60_000, HourMs = 3_600_000;
    private const int WeatherMs = 900_000, OffMsMin = 5_000, OffMsMax = 600_000, CutInStartMax = 8;
    private readonly SimulateOptions _options;
    private readonly FaultPlan _plan;
    private readonly VirtualClock _clock = new();
    private readonly Random _power, _clockDice, _weather, _walkDice, _replay, _counterDice;
    private readonly Walkers _walkers;
    private readonly Queue<BeamEdge> _edges = new();
    private readonly Queue<CounterSight> _sights = new();
    private readonly int _index;
    private readonly long _startMs;
    private long _dueMs, _weatherMs, _cutMs, _clockMs, _replayMs;
    private long _backAtMs = -1;
    private int _walkDay;

    public SimKiosk(
        SimulateOptions options, FaultPlan plan, int index, KioskIdentity identity, long startMs,
        Customers? customers = null, VirtualKioskOptions? board = null)
    {
        _options = options;
        _plan = plan;
        _index = index;
        _startMs = startMs;
        _power = plan.Dice(FaultPlan.Part.Power, index);
        _clockDice = plan.Dice(FaultPlan.Part.Clock, index);
        _weather = plan.Dice(FaultPlan.Part.Weather, index);
        _walkDice = plan.Dice(FaultPlan.Part.Walkers, index);
        _replay = plan.Dice(FaultPlan.Part.City, index);
        _counterDice = plan.Dice(FaultPlan.Part.Counter, index);
        _walkers = new Walkers(_walkDice.Next());
        _clock.SetCalendar(startMs);
        _dueMs = _weatherMs = startMs;
        Device = identity.Device;
        Witness = new Witness(identity.Device) { Segments = (board ?? new()).SegmentCount };
        Line = new SimLine(plan, index);
        Link = new SimLink(plan, _clock, index);
        Shopper = customers ?? new Shopper(options, plan, index, startMs);
        // One in so many has the sensor, for an hour of each day: looking ten times a second costs time.
        Visits = board is null && index % CounterEvery == 0 ? new Visits(_counterDice.Next()) : null;
        Kiosk = new VirtualKiosk(identity, _clock, Link, board ?? new() { CounterSense = Visits is not null });
        Link.Powered = () => !Kiosk.Drive.IsDead;
        Kiosk.Drive.Watch = Witness.See;
        SetStalls(plan.Dice(FaultPlan.Part.Stall, index));
        PlanFaults(startMs);
    }

    public long Device { get; }

    public VirtualKiosk Kiosk { get; }

    public SimLink Link { get; }

    public SimLine Line { get; }

    public Witness Witness { get; }

    /// <summary>People at the counter; null when no sensor is fitted there.</summary>
    public Visits? Visits { get; }

    /// <summary>Who comes to this kiosk.</summary>
    public Customers Shopper { get; }

    /// <summary>Faults that the firmware itself had, in words; a sound run has none.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>True while the power is on.</summary>
    public bool Powered => _backAtMs < 0;

    /// <summary>Runs until an instant.</summary>
    public void RunTo(long toMs)
    {
        for (var at = NextMs(); at <= toMs; at = NextMs())
        {
            StepAt(at);
        }
    }

    /// <summary>Something came from outside: the loop runs at this instant.</summary>
    public void Poke(long nowMs) => _dueMs = Math.Min(_dueMs, nowMs);

    /// <summary>Faults begin.</summary>
    public void PlanFaults(long nowMs)
    {
        var rates = _plan.Rates;
        _cutMs = _plan.Next(FaultKind.Power, rates.PowerCutsPerDay, nowMs, _power);
        _clockMs = _plan.Next(FaultKind.Clock, rates.ClockStepsPerDay, nowMs, _clockDice);
        _replayMs = _plan.Next(FaultKind.Replay, rates.ReplaysPerDay, nowMs, _replay);
        Line.Plan(nowMs);
    }

    /// <summary>Faults are over, nobody comes any more.</summary>
    public void Heal()
    {
        _cutMs = _clockMs = _replayMs = long.MaxValue;
        _walkDay = int.MaxValue;
        _edges.Clear();
        _sights.Clear();
        Kiosk.SetCounter(CounterSense.Absent);
        Kiosk.Drive.CutAt(0, TearMode.None);
        Shopper.CloseDoor();
    }

    private long NextMs()
    {
        if (!Powered)
        {
            return _backAtMs;
        }

        var next = Math.Min(Math.Min(_dueMs, Link.NextDownMs), Math.Min(Shopper.NextAtMs, _weatherMs));
        next = Math.Min(next, Math.Min(_cutMs, Math.Min(_clockMs, _replayMs)));
        next = _sights.TryPeek(out var sight) ? Math.Min(next, sight.AtMs) : next;
        return _edges.TryPeek(out var edge) ? Math.Min(next, edge.AtMs) : next;
    }

    private void StepAt(long at)
    {
        if (!Powered)
        {
            PowerOn(at);
            return;
        }

        _clock.SetCalendar(at);
        var now = _clock.CalendarMs;
        Strike(now);
        if (!Powered)
        {
            return;
        }

        if (now >= _weatherMs)
        {
            SetWeather(now);
        }

        while (_edges.TryPeek(out var edge) && edge.AtMs <= now)
        {
            Kiosk.SetBeams(_edges.Dequeue().State);
        }

        See(now);
        if (now >= Shopper.NextAtMs)
        {
            Shopper.Act(Kiosk, now);
        }

        Loop(now);
    }

    private void Loop(long now)
    {
        try
        {
            _dueMs = Math.Max(Kiosk.Step(), now + 1);
            Shopper.Look(Kiosk, _clock.CalendarMs);
            Suffer(Shopper.TakeMishap());
        }
        catch (PowerCutException)
        {
            PowerOff();
            return;
        }

        var faults = Kiosk.Loop.Faults;
        if (faults.Total > 0 && Fault.Length == 0)
        {
            Fault = $"task {faults.TaskOf(0)} of {Kiosk.KioskId} failed, hash {faults.HashOf(0):x8}";
        }
    }

    private void See(long now)
    {
        while (_sights.TryPeek(out var sight) && sight.AtMs <= now)
        {
            Kiosk.SetCounter(_sights.Dequeue().State);
        }
    }

    private void Strike(long now)
    {
        if (now >= _cutMs)
        {
            Kiosk.CutPowerAt(1 + _power.Next(_plan.Rates.CutOperationsMax), _power.Next(4));
            _cutMs = _plan.Next(FaultKind.Power, _plan.Rates.PowerCutsPerDay, now, _power);
        }

        if (now >= _replayMs)
        {
            Link.Replay();
            _replayMs = _plan.Next(FaultKind.Replay, _plan.Rates.ReplaysPerDay, now, _replay);
        }

        if (now >= _clockMs)
        {
            StepClock(now);
            _clockMs = _plan.Next(FaultKind.Clock, _plan.Rates.ClockStepsPerDay, now, _clockDice);
        }
    }

    /// <summary>
    /// A wrong year, or an offset of seconds to days; every other time the kiosk starts again and reads it.
    /// </summary>
    private void StepClock(long now)
    {
        _plan.Note(FaultKind.Clock);
        var right = now / 1000;
        _clock.SetRtc(_clockDice.Next(_plan.Rates.ClockWild ? 0 : 2, 4) switch
        {
            0 => _clockDice.Next(137) * 31_556_952L,
            1 => right + _clockDice.Next(-86_400 * 30, 86_400 * 30),
            2 => right + _clockDice.Next(-7_200, 7_200),
            _ => right + _clockDice.Next(-90, 90),
        });
        if (_clockDice.Next(2) == 0)
        {
            SwitchOff(_clockDice.Next(OffMsMin, OffMsMax));
        }
    }

    private void PowerOff()
    {
        _plan.Note(FaultKind.Power);
        SwitchOff(_power.Next(OffMsMin, OffMsMax));
    }

    private void Suffer(Mishap mishap)
    {
        if (mishap.OffMs <= 0)
        {
            return;
        }

        if (mishap.ClockSeconds != 0)
        {
            _plan.Note(FaultKind.Clock);
            _clock.SetRtc((_clock.CalendarMs / 1000) + mishap.ClockSeconds);
        }

        Line.Cut(_clock.CalendarMs + mishap.LineMs);
        SwitchOff(mishap.OffMs);
    }

    private void SwitchOff(long forMs)
    {
        _backAtMs = _clock.CalendarMs + forMs;
        Link.SetOnline(false);
    }

    private void PowerOn(long at)
    {
        _clock.SetCalendar(at);
        if (_plan.Active && _plan.Has(FaultKind.Power) && _power.NextDouble() * 100 < _plan.Rates.CutAgainPercent)
        {
            Kiosk.CutPowerAt(1 + _power.Next(CutInStartMax), _power.Next(4));
        }

        while (_edges.TryPeek(out var edge) && edge.AtMs <= at)
        {
            _edges.Dequeue();
        }

        See(at);
        try
        {
            Kiosk.Restart();
        }
        catch (PowerCutException)
        {
            PowerOff();
            return;
        }

        _backAtMs = -1;
        _dueMs = _clock.CalendarMs;
        Shopper.LookAfterPowerCut(Kiosk, _dueMs);
    }

    private void SetWeather(long now)
    {
        _weatherMs = now + WeatherMs;
        for (var channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            Kiosk.SetProbe(channel, 400 + (channel * 37) + _weather.Next(50));
        }

        Kiosk.SetProbe(ClimateLayout.Pressure, 10_130 + _weather.Next(60));
        Kiosk.SetProbe(ClimateLayout.Humidity, 5_000 + _weather.Next(900));
        if (_walkDay < _options.Days && now >= _startMs + (_walkDay * 86_400_000L))
        {
            Walk(_walkDay++);
        }
    }

    private void Walk(int day)
    {
        foreach (var sight in Visits?.Hour(
            _startMs + (day * 86_400_000L) + (_counterDice.Next(6, 17) * HourMs), CounterPauseMs) ?? [])
        {
            _sights.Enqueue(sight);
        }

        foreach (var at in OpeningHours.Draw(_options.WalkersPerDay, _startMs, day, _walkDice))
        {
            _walkers.WalkAt(at);
        }

        foreach (var edge in _walkers.TakeEdges())
        {
            _edges.Enqueue(edge);
        }
    }

    private void SetStalls(Random dice)
    {
        if (_plan.Has(FaultKind.Stall))
        {
            Kiosk.Drive.Clock = _clock;
            Kiosk.Drive.StallMs = () => _plan.Strikes(FaultKind.Stall, _plan.Rates.StallPercent, dice)
                ? dice.Next(1, _plan.Rates.StallMsMax + 1)
                : 0;
        }
    }
}
