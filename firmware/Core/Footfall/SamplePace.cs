namespace Kiosk.Firmware.Footfall;

/// <summary>
/// When the next look at the beams is due: on a grid of <see cref="BeamSampler.SampleMs"/> that the work between two
/// looks does not stretch. Looks that were missed are not made up for, as several at once would count as several votes.
/// One thread, no allocation after construction.
/// </summary>
public sealed class SamplePace
{
    private long _dueMs;
    private bool _began;

    /// <summary>After a look at a monotonic instant: milliseconds to sleep until the next, 1..10.</summary>
    public int Rest(long nowMs)
    {
        _dueMs = _began ? _dueMs + BeamSampler.SampleMs : nowMs + BeamSampler.SampleMs;
        _began = true;
        if (_dueMs <= nowMs)
        {
            _dueMs += ((nowMs - _dueMs) / BeamSampler.SampleMs + 1) * BeamSampler.SampleMs;
        }

        return (int)(_dueMs - nowMs);
    }
}
