using System;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Stops;

/// <summary>
/// Counts stops at the counter into records of an hour (GRD-1), apart from everything that counts passages. A stop is
/// somebody who stands there for three seconds, until nobody has for two: who reaches over or walks by is none, and who
/// steps aside for a moment stays the same. Time in which nobody knows ends a stop: who still stands there is another.
/// Made only where a sensor is fitted. A power cut loses the hour under way, which is then missing, not zero. One
/// thread (the loop); no allocation after construction.
/// </summary>
public sealed class StopCounter
{
    /// <summary>
    /// Between two looks; presence from which it is a stop; absence that ends one; a longer pause between two looks is
    /// time in which nobody knows; ms.
    /// </summary>
    public const int LookMs = 100, StopMs = 3_000, GapMs = 2_000, LateMs = 1_000;

    /// <summary>Presence from which it is no person, ms.</summary>
    public const int BlockedMs = 1_200_000;

    /// <summary>Hours that wait for the journal at most; a start later than this in its hour makes it a partial one,
    /// s.</summary>
    public const int SlotsMax = 4, LateSeconds = 30;

    private const int SlotMs = CounterLayout.SlotSeconds * 1_000, AbsentMs = 60_000, RetryMs = 10_000;
    private const long Never = -1;

    private readonly CounterSense _sense;
    private readonly long[] _waiting = new long[SlotsMax * CounterLayout.Count];
    private int _count;
    private long _lookedMs = Never, _beganMs = Never, _seenMs, _slotMs = Never, _slotStart;
    private long _occupiedMs, _blindMs, _retryMs, _dueMs;
    private int _stops, _quality;
    private bool _counted;

    /// <summary>Counter over a sensor.</summary>
    public StopCounter(CounterSense sense)
    {
        _sense = sense;
    }

    /// <summary>Stops since start; hours lost since start because the journal took none.</summary>
    public int Total, Lost;

    /// <summary>True while an hour is being counted: a sensor is plugged in and has answered.</summary>
    public bool IsCounting
    {
        get { return _slotMs != Never; }
    }

    /// <summary>True while the sensor has seen somebody for longer than a person stands.</summary>
    public bool IsBlocked
    {
        get { return _beganMs != Never && _seenMs - _beganMs >= BlockedMs; }
    }

    /// <summary>Looks when it is time, closes an hour that is over; returns when next due (monotonic ms).</summary>
    public long Step(long nowMs, TimeKeeper time, RecordJournal journal, Record scratch)
    {
        if (nowMs < _dueMs)
        {
            return _dueMs;
        }

        int state = _sense.Look();
        bool unseen = state == CounterSense.Silent && _slotMs == Never;
        if (state == CounterSense.Absent || unseen)
        {
            // Taken away: what it had counted of the hour is no hour. One that has never answered may not be fitted.
            _lookedMs = _slotMs = _beganMs = Never;
            _dueMs = nowMs + (unseen ? LateMs : AbsentMs);
        }
        else
        {
            Pass(state, nowMs);
            FollowHour(nowMs, time);
            _lookedMs = nowMs;
            _dueMs = nowMs + LookMs;
        }

        Flush(journal, scratch, nowMs);
        return _dueMs;
    }

    private void Pass(int state, long nowMs)
    {
        long passed = _lookedMs == Never ? 0 : nowMs - _lookedMs;
        bool blind = state == CounterSense.Silent || passed > LateMs;
        if (blind)
        {
            _blindMs += passed;
            _beganMs = state == CounterSense.Somebody ? nowMs : Never;
            _seenMs = nowMs;
            _counted = false;
        }
        else if (state == CounterSense.Somebody)
        {
            Stand(passed, nowMs);
        }
        else if (_beganMs != Never && nowMs - _seenMs >= GapMs)
        {
            _beganMs = Never;
        }
    }

    private void Stand(long passed, long nowMs)
    {
        if (_beganMs == Never)
        {
            _beganMs = nowMs;
            _counted = false;
        }

        _seenMs = nowMs;
        if (IsBlocked)
        {
            _blindMs += passed;
            _quality |= CounterLayout.Blocked;
            return;
        }

        if (_counted)
        {
            _occupiedMs += passed;
        }
        else if (nowMs - _beganMs >= StopMs)
        {
            _counted = true;
            _occupiedMs += nowMs - _beganMs;
            _stops++;
            Total++;
        }
    }

    // Hours of UTC while the time is known, else of the board's own clock; a clock that steps ends an hour early.
    private void FollowHour(long nowMs, TimeKeeper time)
    {
        long wall = time.Quality == TimeKeeper.Unknown ? 0 : time.WallSeconds(nowMs);
        long hour = wall - wall % CounterLayout.SlotSeconds;
        if (_slotMs != Never && hour == _slotStart && (hour != 0 || nowMs - _slotMs < SlotMs))
        {
            return;
        }

        if (_slotMs != Never)
        {
            bool whole = hour == 0 ? _slotStart == 0 : hour == _slotStart + CounterLayout.SlotSeconds;
            Close(whole ? 0 : CounterLayout.Partial);
        }

        bool late = hour != 0 && wall - hour > LateSeconds;
        _slotStart = hour;
        _slotMs = nowMs;
        _stops = 0;
        _occupiedMs = _blindMs = 0;
        _quality = late ? CounterLayout.Partial : 0;
    }

    private void Close(int quality)
    {
        if (_count == SlotsMax)
        {
            Array.Copy(_waiting, CounterLayout.Count, _waiting, 0, (SlotsMax - 1) * CounterLayout.Count);
            _count--;
            Lost++;
        }

        int at = _count * CounterLayout.Count;
        _waiting[at + CounterLayout.SlotStart] = _slotStart;
        _waiting[at + CounterLayout.Stops] = _stops;
        _waiting[at + CounterLayout.OccupiedSeconds] = Seconds(_occupiedMs);
        _waiting[at + CounterLayout.BlindSeconds] = Seconds(_blindMs);
        _waiting[at + CounterLayout.Quality] = _quality | quality;
        _count++;
    }

    private static long Seconds(long ms)
    {
        long seconds = (ms + 500) / 1_000;
        return seconds > CounterLayout.SlotSeconds ? CounterLayout.SlotSeconds : seconds;
    }

    private void Flush(RecordJournal journal, Record scratch, long nowMs)
    {
        while (_count > 0 && nowMs >= _retryMs)
        {
            scratch.Reset(RecordKind.CounterSlot);
            for (int i = 0; i < CounterLayout.Count; i++)
            {
                scratch.Add(_waiting[i]);
            }

            int outcome = journal.Append(scratch, nowMs);
            if (outcome == RecordJournal.Failed || outcome == RecordJournal.NoSequence)
            {
                _retryMs = nowMs + RetryMs;
                return;
            }

            _count--;
            Array.Copy(_waiting, CounterLayout.Count, _waiting, 0, _count * CounterLayout.Count);
        }
    }
}
