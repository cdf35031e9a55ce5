using Kiosk.Firmware.Cards;

namespace Kiosk.Board.Virtual.Cards;

/// <summary>
/// A card terminal that looks at its line only while a request runs and for a while after it: four looks a second for
/// ever would be most of what a simulated year costs. One thread.
/// </summary>
public sealed class DozingTerminal(CardTerminal awake) : CardTerminal
{
    /// <summary>Milliseconds after a request in which the line is looked at: a late answer comes in them.</summary>
    public const int AwakeMs = 240_000;

    private long _untilMs;

    /// <inheritdoc/>
    public override bool Connected => awake.Connected;

    /// <inheritdoc/>
    public override bool Request(int cents, long key, long nowMs)
    {
        _untilMs = nowMs + AwakeMs;
        bool asked = awake.Request(cents, key, nowMs);
        Tell();
        return asked;
    }

    /// <inheritdoc/>
    public override void Cancel(long nowMs)
    {
        awake.Cancel(nowMs);
        Tell();
    }

    /// <inheritdoc/>
    public override long Step(long nowMs)
    {
        if (nowMs >= _untilMs)
        {
            return long.MaxValue;
        }

        long due = awake.Step(nowMs);
        Tell();
        return due;
    }

    private void Tell()
    {
        (Outcome, Reason, AtCustomer) = (awake.Outcome, awake.Reason, awake.AtCustomer);
        (LateOutcome, LateCents, LateKey) = (awake.LateOutcome, awake.LateCents, awake.LateKey);
        (Foreign, Garbled, Failures) = (awake.Foreign, awake.Garbled, awake.Failures);
    }
}
