using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Climate;

/// <summary>
/// Reads the seven channels every <see cref="PeriodSeconds"/> and writes one record with a validity code per channel
/// (F-SEN-1, 3, 4): what the probe says, and range, rate and stuck on top. One thread (the loop); no allocation after
/// construction.
/// </summary>
public sealed class ClimateSampler
{
    private readonly Probes _probes;
    private readonly StuckWatch _stuck = new StuckWatch();
    private readonly RateWatch _rate = new RateWatch();
    private readonly int[] _values = new int[ClimateLayout.Channels];
    private readonly int[] _codes = new int[ClimateLayout.Channels];
    private bool _started;
    private long _nextMs;
    private int _periodSeconds = 300;

    /// <summary>Sampler over the board's probes; nothing is read before the first step.</summary>
    public ClimateSampler(Probes probes)
    {
        _probes = probes;
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            _codes[channel] = ReadingCode.Stale;
        }
    }

    /// <summary>Readings stored; readings refused by the journal (quota, failed drive) since start.</summary>
    public int Stored, Lost;

    /// <summary>Monotonic ms of the last reading, or -1 before the first.</summary>
    public long ReadAtMs = -1;

    /// <summary>Seconds between readings, 60..3600; a value outside is pulled to the nearest end.</summary>
    public int PeriodSeconds
    {
        get
        {
            return _periodSeconds;
        }

        set
        {
            int period = value < 60 ? 60 : value;
            period = period > 3600 ? 3600 : period;
            _nextMs += (period - _periodSeconds) * 1000L;
            _periodSeconds = period;
        }
    }

    /// <summary>Last value of a channel (0..6); it counts only when <see cref="Code"/> is ok.</summary>
    public int Value(int channel)
    {
        return _values[channel];
    }

    /// <summary><see cref="ReadingCode"/> of a channel's last reading; stale before the first.</summary>
    public int Code(int channel)
    {
        return _codes[channel];
    }

    /// <summary>
    /// Reads and records when due. Returns the monotonic ms when it is next due. A late step reads once, not once per
    /// missed period.
    /// </summary>
    public long Step(long nowMs, TimeKeeper time, RecordJournal journal, Record scratch)
    {
        if (!_started)
        {
            _started = true;
            _nextMs = nowMs;
        }

        if (nowMs >= _nextMs)
        {
            ReadAll(nowMs);
            Store(nowMs, journal, scratch);
            _nextMs = NextQuarter(nowMs, time);
        }

        long poll = _probes.Poll(nowMs);
        return poll < _nextMs ? poll : _nextMs;
    }

    /// <summary>
    /// Next multiple of the period in wall time when known, so that kiosks read together; else one period on.
    /// </summary>
    private long NextQuarter(long nowMs, TimeKeeper time)
    {
        if (time.Quality == 0)
        {
            return nowMs + (_periodSeconds * 1000L);
        }

        long wait = _periodSeconds - (time.WallSeconds(nowMs) % _periodSeconds);
        return nowMs + (wait * 1000);
    }

    private void ReadAll(long nowMs)
    {
        ReadAtMs = nowMs;
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            int code = _probes.Read(channel, nowMs, out int value);
            if (code == ReadingCode.Ok)
            {
                code = Judge(channel, value, nowMs);
            }

            _codes[channel] = code;
            _values[channel] = code == ReadingCode.Ok ? value : 0;
        }
    }

    private int Judge(int channel, int value, long nowMs)
    {
        bool stuck = _stuck.Note(channel, value);
        if (!ClimateRange.Holds(channel, value))
        {
            return ReadingCode.Range;
        }

        bool jumped = _rate.Note(channel, value, nowMs);
        return jumped ? ReadingCode.Rate : stuck ? ReadingCode.Stuck : ReadingCode.Ok;
    }

    private void Store(long nowMs, RecordJournal journal, Record scratch)
    {
        scratch.Reset(RecordKind.ClimateReading);
        long codes = 0;
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            scratch.Add(_values[channel]);
            codes |= (long)_codes[channel] << (4 * channel);
        }

        scratch.Add(codes);
        if (journal.Append(scratch, nowMs) == RecordJournal.Stored)
        {
            Stored++;
        }
        else
        {
            Lost++;
        }
    }
}
