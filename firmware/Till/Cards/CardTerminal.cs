using Kiosk.Protocol;

namespace Kiosk.Firmware.Cards;

/// <summary>
/// A payment terminal on a line. It is asked once by <see cref="Request"/> and driven by <see cref="Step"/>, which
/// never waits, until <see cref="Outcome"/> says how it ended. Once a whole request has left, only an answer that
/// echoes it decides; all else is <see cref="CardOutcome.Unknown"/>, and the terminal never asks again by itself (R49).
/// It keeps no data of the card (R51). One thread, no allocation after construction.
/// </summary>
public abstract class CardTerminal
{
    /// <summary>Currency code of the euro.</summary>
    public const int EuroCode = 978;

    /// <summary>Buffers thrown away before a request at most: a line that never stops must not keep the loop.</summary>
    public const int DrainsMax = 8;

    /// <summary>Milliseconds between two looks at the line, while something is awaited and while nothing is.</summary>
    public const int PollMs = 20, IdlePollMs = 250;

    /// <summary>Register 1..99 that the next request is made as: each of two merchants has one of its own.</summary>
    public int Register = 1;

    /// <summary>How the last request ended (<see cref="CardOutcome"/>), None while it runs.</summary>
    public int Outcome;

    /// <summary>Why (<see cref="CardReason"/>).</summary>
    public int Reason;

    /// <summary>True once the terminal has the request: the customer is asked to pay.</summary>
    public bool AtCustomer;

    /// <summary>
    /// An answer that came when none was awaited, since the last request: its <see cref="CardOutcome"/>, None when
    /// there was none, its cents and the key that it names, 0 none. It decides nothing; the operator is told.
    /// </summary>
    public int LateOutcome, LateCents;

    /// <summary>See <see cref="LateOutcome"/>.</summary>
    public long LateKey;

    /// <summary>
    /// Since start: answers for something else, unreadable answers or bytes, reads and writes that failed.
    /// </summary>
    public int Foreign, Garbled, Failures;

    /// <summary>True when a request can be made.</summary>
    public abstract bool Connected { get; }

    /// <summary>
    /// Asks for a debit of so many cents (1..<see cref="Limits.TicketCentsMax"/>), or below 0 for a credit of as many
    /// to the card, under a key (1..4294967295) that was never used before. The caller has made the attempt durable.
    /// False when the terminal is not connected or still busy: then nothing was sent.
    /// </summary>
    public abstract bool Request(int cents, long key, long nowMs);

    /// <summary>
    /// Takes the request back when it has not left yet; else only the terminal itself can cancel, and nothing happens
    /// here.
    /// </summary>
    public abstract void Cancel(long nowMs);

    /// <summary>Moves the dialogue on; returns when it is next due (monotonic ms).</summary>
    public abstract long Step(long nowMs);

    /// <summary>Forgets the last request's result.</summary>
    protected void Reset()
    {
        Outcome = CardOutcome.None;
        Reason = CardReason.None;
        AtCustomer = false;
        LateOutcome = CardOutcome.None;
        LateCents = 0;
        LateKey = 0;
    }

    /// <summary>Notes an answer that nobody awaits.</summary>
    protected void Late(int outcome, int cents, long key)
    {
        LateOutcome = outcome;
        LateCents = cents;
        LateKey = key;
    }

    /// <summary>Ends the running request.</summary>
    protected void End(int outcome, int reason)
    {
        Outcome = outcome;
        Reason = reason;
        AtCustomer = false;
    }
}
