using System;

namespace Kiosk.Firmware;

/// <summary>
/// Faults of the loop's tasks: the last ones, the back-off of each task and the point where a planned reboot is due
/// (F-BOOT-6). One thread.
/// </summary>
public sealed class FaultLog
{
    /// <summary>Faults kept.</summary>
    public const int Kept = 16;

    /// <summary>Restarts of one task within <see cref="WindowMs"/> that ask for a planned reboot.</summary>
    public const int RestartsMax = 5;

    /// <summary>Ten minutes.</summary>
    public const long WindowMs = 600_000;

    /// <summary>First and longest back-off.</summary>
    public const int BackOffFirstMs = 1_000, BackOffMaxMs = 60_000;

    private readonly int[] _tasks = new int[Kept];
    private readonly int[] _hashes = new int[Kept];
    private readonly long[] _times = new long[Kept];
    private readonly int[] _backOff;
    private readonly long[] _retryAt;
    private readonly long[] _recent;

    /// <summary>Faults since start; the oldest are no longer kept.</summary>
    public int Total;

    /// <summary>Faults already written to the journal.</summary>
    public int Reported;

    /// <summary>Log for a number of tasks.</summary>
    public FaultLog(int tasks)
    {
        _backOff = new int[tasks];
        _retryAt = new long[tasks];
        _recent = new long[tasks * RestartsMax];
        for (int i = 0; i < _recent.Length; i++)
        {
            _recent[i] = -WindowMs;
        }
    }

    /// <summary>Task, type hash and monotonic time of fault number <paramref name="index"/> (0 is the first since
    /// start).</summary>
    public int TaskOf(int index)
    {
        return _tasks[index % Kept];
    }

    /// <inheritdoc cref="TaskOf"/>
    public int HashOf(int index)
    {
        return _hashes[index % Kept];
    }

    /// <inheritdoc cref="TaskOf"/>
    public long TimeOf(int index)
    {
        return _times[index % Kept];
    }

    /// <summary>When a task may run again, 0 at once.</summary>
    public long RetryAt(int task)
    {
        return _retryAt[task];
    }

    /// <summary>Notes a fault of a task; true when a planned reboot is due.</summary>
    public bool Note(int task, Exception fault, long nowMs)
    {
        int slot = Total % Kept;
        _tasks[slot] = task;
        _hashes[slot] = TypeHash(fault);
        _times[slot] = nowMs;
        Total++;
        int backOff = _backOff[task] == 0 ? BackOffFirstMs : _backOff[task] * 2;
        _backOff[task] = backOff > BackOffMaxMs ? BackOffMaxMs : backOff;
        _retryAt[task] = nowMs + _backOff[task];
        int first = task * RestartsMax;
        bool often = nowMs - _recent[first] < WindowMs;
        for (int i = 0; i < RestartsMax - 1; i++)
        {
            _recent[first + i] = _recent[first + i + 1];
        }

        _recent[first + RestartsMax - 1] = nowMs;
        return often;
    }

    /// <summary>A task ran well: after a quiet window its back-off starts anew.</summary>
    public void Passed(int task, long nowMs)
    {
        if (_backOff[task] != 0 && nowMs - _retryAt[task] > WindowMs)
        {
            _backOff[task] = 0;
        }
    }

    private static int TypeHash(Exception fault)
    {
        string name = fault.GetType().FullName ?? string.Empty;
        long hash = 2166136261L;
        for (int i = 0; i < name.Length; i++)
        {
            hash = ((hash ^ name[i]) * 16777619L) & 0xFFFFFFFFL;
        }

        return (int)(hash & 0x7FFFFFFF);
    }
}
