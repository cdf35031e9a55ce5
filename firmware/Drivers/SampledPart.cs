using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// A part on a bus that is asked at most once in a while, whoever reads how often; between two samples it stands by
/// the code of the last one. One thread, no allocation.
/// </summary>
public abstract class SampledPart
{
    private readonly int _everyMs;
    private long _sampledMs;
    private int _code = ReadingCode.Stale;

    /// <summary>Bad reads of the part.</summary>
    public readonly ProbeHealth Health = new ProbeHealth();

    /// <summary>Part that is sampled every so many milliseconds, at the first read at once.</summary>
    protected SampledPart(int everyMs)
    {
        _everyMs = everyMs;
        _sampledMs = -everyMs;
    }

    /// <summary>Code of the newest sample, which is taken now when it is due and the part is not at rest.</summary>
    protected int Sampled(long nowMs)
    {
        if (nowMs - _sampledMs >= _everyMs)
        {
            _sampledMs = nowMs;
            _code = Health.IsDisabled(nowMs) ? ReadingCode.Disabled : Health.Note(Sample(nowMs), nowMs);
        }

        return _code;
    }

    /// <summary>Takes a sample; returns a <see cref="ReadingCode"/>.</summary>
    protected abstract int Sample(long nowMs);
}
