using System;
using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Head of the chain kept outside the journal (pos.md R8): sequence of the last sealed record and the chain state after
/// it. The state stands at the head of the journal's work buffer, where a segment header wants it: one copy serves
/// both, and putting the chain back after a failed append. Of two merchants the chain that rests stands before the one
/// that sells, as bytes only: mark, merchant who sells, merchant who rests, length u16 of the resting state, both
/// states. One thread.
/// </summary>
internal sealed class HeadMarker
{
    private const int SequenceBytes = 4, At = SegmentHeader.FixedBytes - SequenceBytes, Magic = 0x484D;
    private const int PairMark = 0x4D, StateAt = SegmentHeader.FixedBytes, RestAt = StateAt + SegmentHeader.PairBytes;
    private readonly SlotPair _slots;
    private readonly SegmentWindow _window;
    private readonly Drive _drive;
    private int _merchant, _restMerchant, _restLength, _leftMerchant, _leftLength;

    /// <summary>Bytes of the chain state, or of both, after the last durable sealed record.</summary>
    internal int StateLength;

    internal int Failures;

    internal HeadMarker(Drive drive, SegmentWindow window)
    {
        _slots = new SlotPair(drive, DriveFiles.HeadMarker, Magic);
        _window = window;
        _drive = drive;
    }

    /// <summary>Merchant of the state kept or loaded last.</summary>
    internal int Merchant
    {
        get { return _merchant; }
    }

    /// <summary>Reads the marker's state into <paramref name="state"/>; returns the sequence, 0 when there is no
    /// marker.</summary>
    internal long Load(ChainState state)
    {
        _window.Reserve(0);
        int length = _slots.Load(_window.Buffer, At) - SequenceBytes;
        if (length < 0 || StateAt + length + SegmentHeader.CheckBytes > _window.HeadRoom || !Parse(length, state))
        {
            return 0;
        }

        Reserve(length);
        return Bytes.GetU32(_window.Buffer, At);
    }

    /// <summary>Takes what a segment header, just read to the head of the buffer, carries.</summary>
    internal void Adopt(int length, FiscalChain chain)
    {
        if (Parse(length, chain.State))
        {
            chain.Merchant = _merchant;
            Reserve(length);
        }
    }

    /// <summary>The resting state as bytes of its own, null when none rests. Allocates.</summary>
    internal byte[]? CopyRest()
    {
        if (_restLength == 0)
        {
            return null;
        }

        byte[] copy = new byte[_restLength + 1];
        copy[0] = (byte)_restMerchant;
        Array.Copy(_window.Buffer, RestAt, copy, 1, _restLength);
        return copy;
    }

    /// <summary>Puts back what <see cref="CopyRest"/> gave; <see cref="Keep"/> follows.</summary>
    internal void PutRest(byte[]? copy)
    {
        _restLength = copy == null ? 0 : copy.Length - 1;
        if (copy != null)
        {
            _restMerchant = copy[0];
            Array.Copy(copy, 1, _window.Buffer, RestAt, _restLength);
        }
    }

    /// <summary>Takes the state after a durable append, which may have been a turn.</summary>
    internal void Keep(FiscalChain chain, bool turned)
    {
        if (turned)
        {
            Commit(chain);
        }
        else
        {
            Keep(chain);
        }
    }

    /// <summary>Takes the state after the last durable sealed record.</summary>
    internal void Keep(FiscalChain chain)
    {
        byte[] buffer = _window.Buffer;
        _merchant = chain.Merchant;
        if (_merchant == 0 && _restLength == 0)
        {
            Reserve(chain.State.Write(buffer, StateAt));
            return;
        }

        buffer[StateAt] = PairMark;
        buffer[StateAt + 1] = (byte)_merchant;
        buffer[StateAt + 2] = (byte)_restMerchant;
        Bytes.PutU16(buffer, StateAt + 3, _restLength);
        Reserve(SegmentHeader.PairBytes + _restLength + chain.State.Write(buffer, RestAt + _restLength));
    }

    /// <summary>
    /// Lets a chain go on as that of another merchant, whose state rested or starts anew. The one it leaves is kept
    /// aside behind the window of the buffer, which <see cref="SegmentWindow.IsShared"/>, until <see cref="Commit"/> or
    /// <see cref="TakeInto"/>.
    /// </summary>
    internal void Turn(FiscalChain chain, int merchant)
    {
        _window.Invalidate();
        _leftLength = chain.State.Write(_window.Buffer, LeftAt);
        _leftMerchant = chain.Merchant;
        if (_restLength == 0 || _restMerchant != merchant
            || !chain.State.Read(_window.Buffer, RestAt, _restLength))
        {
            chain.State.Clear();
        }

        chain.Merchant = merchant;
    }

    /// <summary>The turn is durable: the chain that was left rests.</summary>
    internal void Commit(FiscalChain chain)
    {
        Array.Copy(_window.Buffer, LeftAt, _window.Buffer, RestAt, _leftLength);
        _restLength = _leftLength;
        _restMerchant = _leftMerchant;
        Keep(chain);
    }

    /// <summary>
    /// Puts a further chain to what the header of an earlier segment carries for the merchant of the live one, to the
    /// empty state when that merchant's chain began later; false when the header cannot be read. What stood at the head
    /// of the buffer stands there again.
    /// </summary>
    internal bool ReadPast(int file, FiscalChain past, FiscalChain live)
    {
        int rest = _restLength, restMerchant = _restMerchant;
        Array.Copy(_window.Buffer, RestAt, _window.Buffer, LeftAt, rest);
        bool read = SegmentHeader.Read(_drive, file, _window) > 0
            && Parse(SegmentHeader.StateLength(_window.Buffer), past.State);
        bool rests = read && _restLength > 0 && _restMerchant == live.Merchant;
        bool carried = _merchant == live.Merchant
            || (rests && past.State.Read(_window.Buffer, RestAt, _restLength));
        if (read && !carried)
        {
            // The merchant's chain began after this header.
            past.State.Clear();
        }

        past.Merchant = live.Merchant;
        _restLength = rest;
        _restMerchant = restMerchant;
        Array.Copy(_window.Buffer, LeftAt, _window.Buffer, RestAt, rest);
        Keep(live);
        return read;
    }

    /// <summary>Puts a chain to the state kept or loaded last.</summary>
    internal void TakeInto(FiscalChain chain)
    {
        int active = ActiveAt;
        chain.State.Read(_window.Buffer, active, StateAt + StateLength - active);
        chain.Merchant = _merchant;
    }

    /// <summary>Stores the state kept last under the sequence of its record.</summary>
    internal void Save(long sequence)
    {
        Bytes.PutU32(_window.Buffer, At, sequence);
        if (!_slots.Save(_window.Buffer, At, SequenceBytes + StateLength))
        {
            Failures++;
        }
    }

    private int ActiveAt
    {
        get { return _merchant == 0 && _restLength == 0 ? StateAt : RestAt + _restLength; }
    }

    private int LeftAt
    {
        get { return _window.End; }
    }

    private bool Parse(int length, ChainState state)
    {
        byte[] buffer = _window.Buffer;
        bool pair = length > SegmentHeader.PairBytes && buffer[StateAt] == PairMark;
        int merchant = pair ? buffer[StateAt + 1] : 0;
        int rest = pair ? Bytes.GetU16(buffer, StateAt + 3) : 0;
        int active = pair ? SegmentHeader.PairBytes + rest : 0;
        if (merchant > Limits.MerchantsMax || active >= length
            || !state.Read(buffer, StateAt + active, length - active))
        {
            return false;
        }

        _merchant = merchant;
        _restLength = rest;
        _restMerchant = pair ? buffer[StateAt + 2] : 0;
        return true;
    }

    private void Reserve(int stateLength)
    {
        StateLength = stateLength;
        _window.Reserve(SegmentHeader.FixedBytes + stateLength + SegmentHeader.CheckBytes);
    }
}
