using System;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Identities;

/// <summary>
/// Secret, certificate and key of the device in two slots, in force and next (F-CRED-2). What is delivered goes into
/// the slot that is not in force; it is connected with in turn with the one in force until the gateway has answered
/// it, and only then it is in force. The slot before stays until the next delivery takes its place, so that a cut at
/// any write leaves one that works. Stored and confirmed by the loop's thread; the connecting thread only asks which
/// one to use.
/// </summary>
public sealed class CredentialSlots
{
    /// <summary>Bytes of the secret; of a PEM text at most.</summary>
    public const int SecretBytes = 32, PemBytesMax = 2_048;

    /// <summary>
    /// Outcomes of a delivery: stored; held already; of another secret than the one by which the journal is sealed; the
    /// drive failed.
    /// </summary>
    public const int Stored = 0, Held = 1, OtherSecret = 2, NotStored = 3;

    /// <summary>Connections with the next ones that fail while those in force are answered, until they are left
    /// alone for this run.</summary>
    public const int TriesMax = 3;

    private const int MagicSlot = 0x4352, MagicTrust = 0x4354, LengthBytes = 2;
    private const int HeadBytes = SecretBytes + 2 * LengthBytes, BytesMax = HeadBytes + 2 * PemBytesMax;
    private readonly SlotPair _slots, _trust;
    private readonly byte[] _trusted = new byte[4 + SlotPair.TrailerBytes];
    private byte[] _inForce = new byte[BytesMax + SlotPair.TrailerBytes];
    private byte[] _next = new byte[BytesMax + SlotPair.TrailerBytes];
    private int _length, _nextLength;
    private int _tries;
    private long _answeredGeneration;
    private bool _usesNext;

    /// <summary>True when the gateway answers those in force and never the next ones.</summary>
    public bool Refused;

    /// <summary>Slots in four files of a drive from <paramref name="firstFile"/> on.</summary>
    public CredentialSlots(Drive drive, int firstFile)
    {
        _slots = new SlotPair(drive, firstFile, MagicSlot);
        _trust = new SlotPair(drive, firstFile + 2, MagicTrust);
    }

    /// <summary>True when a slot holds what a kiosk can work with.</summary>
    public bool Any => _length > 0;

    /// <summary>True while delivered ones wait for the gateway's answer.</summary>
    public bool OnTrial => _nextLength > 0;

    /// <summary>Reads both slots at boot.</summary>
    public void Load()
    {
        _nextLength = 0;
        _length = _slots.Load(_inForce);
        _length = IsWhole(_inForce, _length) ? _length : 0;
        _answeredGeneration = _trust.Load(_trusted) == 4 ? Bytes.GetU32(_trusted, 0) : 0;
        if (_length > 0 && _slots.Generation != _answeredGeneration)
        {
            int before = _slots.LoadPrevious(_next);
            if (IsWhole(_next, before))
            {
                // The newest was never answered: the one before it is in force.
                SwapSlots();
                _nextLength = _length;
                _length = before;
            }
        }
    }

    /// <summary>Takes a delivery. The first one of a blank drive is in force at once.</summary>
    public int Deliver(byte[] secret, byte[] certificate, byte[] key)
    {
        if (Any && !Bytes.Same(_inForce, 0, secret, 0, SecretBytes))
        {
            return OtherSecret;
        }

        if (Holds(_inForce, _length, certificate, key) || Holds(_next, _nextLength, certificate, key))
        {
            return Held;
        }

        // A number that was answered once is not given to another delivery, as after a slot that was lost.
        bool fresh = _answeredGeneration <= _slots.Generation || Trust(_slots.Generation);
        if (!fresh || (OnTrial && _slots.Return(_next) < 0))
        {
            return NotStored;
        }

        _nextLength = 0;
        int length = Write(_next, secret, certificate, key);
        if (!_slots.Save(_next, length))
        {
            return NotStored;
        }

        _nextLength = Any ? length : 0;
        if (!Any)
        {
            SwapSlots();
            _length = length;
        }

        _tries = 0;
        Refused = false;
        return Stored;
    }

    /// <summary>Says which to connect with now: the next ones in turn with those in force.</summary>
    public void Choose()
    {
        _usesNext = OnTrial && !_usesNext && _tries < TriesMax;
        _tries += _usesNext ? 1 : 0;
    }

    /// <summary>
    /// The gateway answered the connection that was made last. The next ones are in force from now on when it was
    /// theirs; false when the drive did not take that: it is tried at the next answer.
    /// </summary>
    public bool Answered()
    {
        if (!OnTrial)
        {
            return true;
        }

        if (!_usesNext)
        {
            Refused = _tries >= TriesMax;
            return true;
        }

        if (!Trust(_slots.Generation))
        {
            return false;
        }

        SwapSlots();
        _length = _nextLength;
        _nextLength = 0;
        _usesNext = false;
        return true;
    }

    /// <summary>Copies the secret; meaningful when there is <see cref="Any"/>.</summary>
    public void CopySecret(byte[] secret)
    {
        Array.Copy(_inForce, 0, secret, 0, SecretBytes);
    }

    /// <summary>Certificate, PEM, of those chosen. Allocates: each connection takes a copy.</summary>
    public byte[] Certificate()
    {
        byte[] slot = _usesNext ? _next : _inForce;
        return Part(slot, HeadBytes, Bytes.GetU16(slot, SecretBytes));
    }

    /// <summary>Key, PEM, of those chosen. Allocates.</summary>
    public byte[] Key()
    {
        byte[] slot = _usesNext ? _next : _inForce;
        return Part(slot, HeadBytes + Bytes.GetU16(slot, SecretBytes), Bytes.GetU16(slot, SecretBytes + LengthBytes));
    }

    private bool Trust(long generation)
    {
        Bytes.PutU32(_trusted, 0, generation);
        bool saved = _trust.Save(_trusted, 4);
        _answeredGeneration = saved ? generation : _answeredGeneration;
        return saved;
    }

    private static byte[] Part(byte[] slot, int at, int length)
    {
        byte[] part = new byte[length];
        Array.Copy(slot, at, part, 0, length);
        return part;
    }

    private static int Write(byte[] slot, byte[] secret, byte[] certificate, byte[] key)
    {
        Array.Copy(secret, 0, slot, 0, SecretBytes);
        Bytes.PutU16(slot, SecretBytes, certificate.Length);
        Bytes.PutU16(slot, SecretBytes + LengthBytes, key.Length);
        Array.Copy(certificate, 0, slot, HeadBytes, certificate.Length);
        Array.Copy(key, 0, slot, HeadBytes + certificate.Length, key.Length);
        return HeadBytes + certificate.Length + key.Length;
    }

    private static bool IsWhole(byte[] slot, int length)
    {
        return length > HeadBytes && length <= BytesMax
            && HeadBytes + Bytes.GetU16(slot, SecretBytes) + Bytes.GetU16(slot, SecretBytes + LengthBytes) == length;
    }

    private static bool Holds(byte[] slot, int length, byte[] certificate, byte[] key)
    {
        return length == HeadBytes + certificate.Length + key.Length
            && Bytes.Same(slot, HeadBytes, certificate, 0, certificate.Length)
            && Bytes.Same(slot, HeadBytes + certificate.Length, key, 0, key.Length);
    }

    private void SwapSlots()
    {
        byte[] kept = _inForce;
        _inForce = _next;
        _next = kept;
    }
}
