using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Climate;

/// <summary>
/// Reads the seven channels every <see cref="PeriodSeconds"/> and writes one record with a validity code per channel
/// (F-SEN-1, 3, 4, 5): what the probe says, and range, rate, stuck and humid on top; good values are corrected by the
/// curve of the shield, whose number stands in the record. While the journal saves its room
/// (F-JRN-8) one record stands for several readings: the mean of the good ones, but for sound, whose level is that of
/// its last windows. One thread (the loop); no allocation after
/// construction.
/// </summary>
public sealed class ClimateSampler
{
    /// <summary>
    /// Relative humidity, 0.01 %, above which droplets count as particles and PM is marked humid (F-SEN-5).
    /// </summary>
    public const int HumidAbove = 8500;

    private readonly Probes _probes;
    private readonly StuckWatch _stuck = new StuckWatch();
    private readonly RateWatch _rate = new RateWatch();
    private readonly int[] _values = new int[ClimateLayout.Channels];
    private readonly int[] _codes = new int[ClimateLayout.Channels];
    private readonly long[] _sums = new long[ClimateLayout.Channels];
    private readonly int[] _counts = new int[ClimateLayout.Channels];
    private ClimateCurve? _curve = ClimateCurve.Of(ClimateCurve.InForce);
    private bool _started;
    private long _startedMs, _nextMs;
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

    /// <summary>
    /// Readings stored; refused by the journal (quota, failed drive); merged into the record of a later one; since
    /// start.
    /// </summary>
    public int Stored, Lost, Merged;

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

    /// <summary>Takes another curve than the one in force (a bench, or a test).</summary>
    public void Correct(ClimateCurve curve)
    {
        _curve = curve;
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
            _startedMs = nowMs;
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
                code = code == ReadingCode.Ok && IsSettling(channel, nowMs) ? ReadingCode.Warming : code;
                value = _curve == null ? value : _curve.Corrected(channel, value);
            }

            _codes[channel] = code;
            _values[channel] = code == ReadingCode.Ok || code == ReadingCode.Humid ? value : 0;
            _sums[channel] += code == ReadingCode.Ok ? value : 0;
            _counts[channel] += code == ReadingCode.Ok ? 1 : 0;
        }
    }

    private int Judge(int channel, int value, long nowMs)
    {
        bool stuck = _stuck.Note(channel, value) && !ClimateRange.IsEnd(channel, value);
        if (!ClimateRange.Holds(channel, value))
        {
            return ReadingCode.Range;
        }

        bool jumped = _rate.Note(channel, value, nowMs);
        return jumped ? ReadingCode.Rate : stuck ? ReadingCode.Stuck
            : IsHumid(channel) ? ReadingCode.Humid : ReadingCode.Ok;
    }

    // The curve holds for a box that is as warm as it becomes; nothing else of the supply changes while it runs.
    private bool IsSettling(int channel, long nowMs)
    {
        return _curve != null && _curve.Points(channel).Length > 0
            && nowMs - _startedMs < _curve.SettleMinutes * 60000L;
    }

    // Humidity is read before the particles.
    private bool IsHumid(int channel)
    {
        bool particles = channel == ClimateLayout.Pm25 || channel == ClimateLayout.Pm10;
        return particles && _codes[ClimateLayout.Humidity] == ReadingCode.Ok
            && _values[ClimateLayout.Humidity] > HumidAbove;
    }

    private void Store(long nowMs, RecordJournal journal, Record scratch)
    {
        if (!journal.Quota.IsDue(RecordKind.ClimateReading, journal.UsedBytes, journal.Waiting, nowMs))
        {
            Merged++;
            return;
        }

        scratch.Reset(RecordKind.ClimateReading);
        long codes = 0;
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            scratch.Add(Mean(channel));
            _sums[channel] = 0;
            _counts[channel] = 0;
            codes |= (long)_codes[channel] << (4 * channel);
        }

        codes |= _curve == null ? 0 : (long)_curve.Number << ClimateLayout.CurveShift;
        scratch.Add(codes);
        scratch.Add(_codes[ClimateLayout.Sound] == ReadingCode.Ok ? Spread() : 0);
        if (journal.Append(scratch, nowMs) == RecordJournal.Stored)
        {
            Stored++;
        }
        else
        {
            Lost++;
        }
    }

    private int Spread()
    {
        int half = _probes.SoundHalfWidth, most = ClimateLayout.SpreadUnit - 1;
        return (_probes.SoundWindows * ClimateLayout.SpreadUnit) + (half > most ? most : half);
    }

    /// <summary>Mean of the good readings since the last record, rounded; 0 when the last one was not good.</summary>
    private int Mean(int channel)
    {
        int count = _counts[channel];
        if (_codes[channel] != ReadingCode.Ok || count < 2 || channel == ClimateLayout.Sound)
        {
            return _values[channel];
        }

        long sum = _sums[channel];
        return (int)((sum + (sum < 0 ? -count / 2 : count / 2)) / count);
    }
}
