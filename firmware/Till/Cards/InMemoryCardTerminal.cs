namespace Kiosk.Firmware.Cards;

/// <summary>
/// Terminal that answers by itself after a time, for the self-test and for tests of the till. One thread.
/// </summary>
public sealed class InMemoryCardTerminal : CardTerminal
{
    /// <summary>What it answers next (<see cref="CardOutcome"/>) and why.</summary>
    public int Answers = CardOutcome.Paid, AnswersWhy = CardReason.None;

    /// <summary>Milliseconds from the request to the answer.</summary>
    public int AnswerMs = 5_000;

    /// <summary>False while the terminal is not there.</summary>
    public bool Plugged = true;

    /// <summary>Requests taken; debits and credits made, their cents and the key of the last one.</summary>
    public int Requests, Debits, Credits, DebitedCents;

    /// <summary>See <see cref="Debits"/>.</summary>
    public long LastKey;

    private int _cents;
    private long _atMs;
    private bool _running;

    /// <inheritdoc/>
    public override bool Connected
    {
        get { return Plugged; }
    }

    /// <inheritdoc/>
    public override bool Request(int cents, long key, long nowMs)
    {
        if (!Plugged || _running)
        {
            return false;
        }

        Reset();
        Requests++;
        LastKey = key;
        _cents = cents;
        _atMs = nowMs + AnswerMs;
        _running = true;
        AtCustomer = true;
        return true;
    }

    /// <summary>An answer that comes after its time: shown, but it decides nothing.</summary>
    public void SayLate(int outcome)
    {
        Late(outcome, _cents < 0 ? -_cents : _cents, LastKey);
    }

    /// <inheritdoc/>
    public override void Cancel(long nowMs)
    {
    }

    /// <inheritdoc/>
    public override long Step(long nowMs)
    {
        if (!_running || nowMs < _atMs)
        {
            return _running ? _atMs : nowMs + IdlePollMs;
        }

        _running = false;
        if (Answers == CardOutcome.Paid)
        {
            Debits += _cents > 0 ? 1 : 0;
            Credits += _cents < 0 ? 1 : 0;
            DebitedCents += _cents;
        }

        End(Answers, AnswersWhy);
        return nowMs + IdlePollMs;
    }
}
