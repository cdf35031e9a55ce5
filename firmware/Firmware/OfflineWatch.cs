using Kiosk.Firmware.Journal;
using Kiosk.Fiscal;

namespace Kiosk.Firmware;

/// <summary>
/// Journals that the kiosk works offline and that it no longer does (pos.md R26): the gateway has not acknowledged what
/// waits for a quarter of an hour; it acknowledges again. What was told last stands in the chain, so that a power cut
/// leaves no beginning without an end. A line that comes and goes begins at most once an hour. One thread.
/// </summary>
public sealed class OfflineWatch
{
    /// <summary>Silence after which the kiosk is offline; least time between two beginnings; wait after an event that
    /// could not be stored.</summary>
    public const long BeginMs = 900_000, BeginEveryMs = 3_600_000, RetryMs = 60_000;

    private readonly RecordJournal _journal;
    private readonly FiscalChain _chain;
    private readonly EventWriter _events;
    private long _acknowledged, _progressMs, _beganMs, _retryMs;
    private bool _answers;

    /// <summary>Watch from a boot on: nothing is known of the line yet.</summary>
    public OfflineWatch(RecordJournal journal, FiscalChain chain, EventWriter events, long nowMs)
    {
        _journal = journal;
        _chain = chain;
        _events = events;
        _acknowledged = journal.Cursor.Acknowledged;
        _progressMs = nowMs;
        _beganMs = nowMs - BeginEveryMs;
    }

    /// <summary>Looks once.</summary>
    public void Step(long nowMs)
    {
        long acknowledged = _journal.Cursor.Acknowledged;
        bool answered = acknowledged != _acknowledged;
        if (answered || _journal.Waiting == 0)
        {
            _acknowledged = acknowledged;
            _progressMs = nowMs;
        }

        bool silent = nowMs - _progressMs >= BeginMs;
        _answers = answered || (_answers && !silent);
        if (nowMs < _retryMs)
        {
            return;
        }

        if (silent && !_chain.State.Offline && nowMs - _beganMs >= BeginEveryMs)
        {
            _beganMs = Tell(JetCode.OfflineBegin, nowMs) ? nowMs : _beganMs;
        }
        else if (_answers && _chain.State.Offline)
        {
            Tell(JetCode.OfflineEnd, nowMs);
        }
    }

    private bool Tell(int code, long nowMs)
    {
        bool stored = _events.Write(code, 0, _journal.Waiting, 0, nowMs) == RecordJournal.Stored;
        _retryMs = stored ? 0 : nowMs + RetryMs;
        return stored;
    }
}
