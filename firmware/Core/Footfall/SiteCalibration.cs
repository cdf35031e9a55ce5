namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Calibration of a site (F-FOOT-5): for ten minutes staff press once for each person who goes in and each who goes
/// out; what they pressed over what was estimated is the factor of the site, with its standard error. The result is
/// proposed, not taken: the city puts it into the settings, where it is in force and published. One thread, no
/// allocation after construction.
/// </summary>
public sealed class SiteCalibration
{
    /// <summary>How long staff press, in milliseconds; people they must have seen at least.</summary>
    public const int LengthMs = 600000, PeopleMin = 30;

    /// <summary>
    /// Permille of the people whose misreading a second calibration, or any other slot, would draw anew: as many as in
    /// a street of pushchairs, bags, bicycles and platoons (Fleet footfall, "all of these").
    /// </summary>
    public const int MisreadPart = 320;

    /// <summary>Bounds of a factor, permille; beyond them the beams are not where they should be.</summary>
    private const int FactorMin = 500, FactorMax = 2000;

    /// <summary>Half of the 95 % interval over the standard error, hundredths.</summary>
    public const int Interval95 = 196;

    private readonly FootfallSlot _seen = new FootfallSlot();

    /// <summary>When staff may stop pressing, monotonic ms.</summary>
    public long EndMs;

    /// <summary>True while staff press.</summary>
    public bool IsRunning;

    /// <summary>People pressed in and out since it began.</summary>
    public int In, Out;

    /// <summary>
    /// Factor and its standard error, permille; factor 0 when there is none: not ended, too few people, beams that gave
    /// no number, or a factor out of its bounds.
    /// </summary>
    public int Factor, FactorError;

    /// <summary>Begins at an instant at which the running slot stands as given; pressing begins at 0.</summary>
    public void Begin(FootfallSlot slot, long nowMs)
    {
        EndMs = nowMs + LengthMs;
        IsRunning = true;
        In = 0;
        Out = 0;
        Factor = 0;
        FactorError = 0;
        _seen.Begin(nowMs, EndMs, 0, false);
        _seen.Add(slot, -1);
    }

    /// <summary>Staff gave up: there is no factor.</summary>
    public void Stop()
    {
        IsRunning = false;
    }

    /// <summary>Staff saw a person go in, or out. Ignored when none runs.</summary>
    public void Press(bool goesIn)
    {
        In += IsRunning && goesIn ? 1 : 0;
        Out += IsRunning && !goesIn ? 1 : 0;
    }

    /// <summary>Takes a slot that is closed; its successor begins at 0.</summary>
    public void TakeClosed(FootfallSlot slot)
    {
        if (IsRunning)
        {
            _seen.Add(slot, 1);
        }
    }

    /// <summary>
    /// Ends when its time is over, with the running slot and an estimator as given. True when it has ended now.
    /// </summary>
    public bool Step(FootfallSlot slot, FlowEstimate flow, long nowMs)
    {
        if (!IsRunning || nowMs < EndMs)
        {
            return false;
        }

        IsRunning = false;
        _seen.Add(slot, 1);
        flow.Compute(_seen, FlowEstimate.FactorOne, 0);
        Propose(In + Out, flow.PeopleTenths, flow.ErrorTenths);
        return true;
    }

    private void Propose(long pressed, long tenths, long error)
    {
        if (pressed < PeopleMin || tenths <= 0 || !_seen.HasNumber)
        {
            return;
        }

        long factor = ((pressed * 10000) + (tenths / 2)) / tenths;
        if (factor < FactorMin || factor > FactorMax)
        {
            return;
        }

        // Both as parts in a thousand, squared: of the estimate, and of who is misread among those pressed.
        long part = error * 1000 / tenths;
        Factor = (int)factor;
        FactorError = (int)(FlowEstimate.Root((part * part) + (MisreadPart * 1000 / pressed)) * factor / 1000);
    }
}
