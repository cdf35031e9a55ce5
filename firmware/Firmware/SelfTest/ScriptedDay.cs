using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>
/// One day of a kiosk on parts in memory: 100 sales through the keys, 96 footfall slots, two power cuts while a ticket
/// is being written (half of it is on the drive; all of it is, and the till does not know), recovery, and a small
/// gateway that acknowledges what it gets. The drive holds two short segments only: it lies in the heap here, on a
/// board it does not. Fits a heap of 90 KB with every assembly of the board loaded.
/// </summary>
public sealed class ScriptedDay
{
    private const int Slots = 96, Sales = 100, CutAfterSale = 50, LandedSale = 75;
    private const int SlotMs = FootfallLayout.SlotSeconds * 1000, PauseMs = 200, DownlinkBytes = 384;
    private const int SegmentBytes = 1152, SegmentCount = 2, DriveBytes = 3_968, FrameBytes = 320;

    /// <summary>Midnight UTC of the day; a multiple of a slot.</summary>
    private const long Midnight = 1795132800L;

    private readonly SelfCheck _check;
    private readonly Mac _mac;
    private readonly InMemoryDrive _drive = new InMemoryDrive(DriveFiles.FirstSegment + SegmentCount, DriveBytes);
    private readonly InMemoryClock _clock = new InMemoryClock();
    private readonly InMemoryUplink _uplink = new InMemoryUplink(DownlinkBytes + 16, FrameBytes);
    private readonly InMemoryKeypad _keypad = new InMemoryKeypad();
    private readonly InMemoryLcd _lcd = new InMemoryLcd();
    private readonly InMemoryBeams _beams = new InMemoryBeams(16);
    private readonly MiniGateway _gateway;
    private KioskLoop? _loop;
    private long _bootMs;
    private long _nowMs;
    private int _sales;
    private long _passages;

    /// <summary>A day that has not begun.</summary>
    public ScriptedDay(SelfCheck check, Mac mac)
    {
        _check = check;
        _mac = mac;
        _gateway = new MiniGateway(check, mac, _uplink, Device);
        _loop = PowerOn();
    }

    private const long Device = 1007;

    /// <summary>Runs the day and ends its group.</summary>
    public void Run()
    {
        _gateway.SendCatalogue();
        for (int slot = 0; slot < Slots; slot++)
        {
            Passers(slot);
            RunTo((slot + 1L) * SlotMs);
            _check.LookAtMemory();
            while (_sales < Sales && _sales * Slots < (slot + 1) * Sales)
            {
                Sell();
            }
        }

        Settle();
        Judge();
        _check.EndGroup("scripted day");
    }

    private KioskLoop PowerOn()
    {
        _bootMs = _nowMs;
        _clock.NowMs = 0;
        _clock.ShowWall(Midnight + _nowMs / 1000);
        _drive.PowerUp();
        KioskParts parts = new KioskParts(_drive, _clock, _uplink);
        parts.Keypad = _keypad;
        parts.Lcd = _lcd;
        parts.Beams = _beams;
        parts.ArticlesMax = 2;
        parts.LinesMax = 4;
        parts.MerchantsMax = 1;
        parts.DownlinkBytesMax = DownlinkBytes;
        parts.FrameBytesMax = FrameBytes;
        parts.SegmentBytes = SegmentBytes;
        parts.SegmentCount = SegmentCount;
        KioskIdentity identity = new KioskIdentity(Device, "K07", SelfCheck.Repeat(0x5A, 32));
        identity.BuildUtcSeconds = Midnight - 86_400;
        KioskLoop loop = new KioskLoop(parts, identity, _mac);
        loop.Start(0);
        return loop;
    }

    /// <summary>One person A to B and one B to A, two seconds apart, early in the slot.</summary>
    private void Passers(int slot)
    {
        long at = slot * (long)SlotMs + 60_000;
        Cross(at, 1, 2);
        Cross(at + 2_000, 2, 1);
    }

    /// <summary>Each change comes at its time: one of a time to come would count as of now.</summary>
    private void Cross(long atMs, int first, int second)
    {
        Change(atMs, first);
        Change(atMs + 100, 3);
        Change(atMs + 250, second);
        Change(atMs + 400, 0);
    }

    private void Change(long atMs, int state)
    {
        RunTo(atMs);
        _beams.Change(atMs - _bootMs, state);
    }

    /// <summary>A free amount in department 1 and exact cash; the power fails in two of the sales.</summary>
    private void Sell()
    {
        Type(100 + _sales);
        Press(Key.Department1);
        if (_sales == CutAfterSale)
        {
            CutWhileSealing(InMemoryDrive.TearHalf);
            _check.Same(CutAfterSale, _loop!.Till!.LastTicketNumber);
            _check.Same(1, _loop.Till.LineCount);
            _check.Same(100 + _sales, _loop.Till.TotalCents);
        }

        if (_sales == LandedSale)
        {
            CutWhileSealing(InMemoryDrive.TearFull);
            _check.Same(LandedSale + 1, _loop!.Till!.LastTicketNumber);
            _check.Same(100 + _sales, _loop.Till.LastTicketCents);
            _check.Same(0, _loop.Till.LineCount);
        }
        else
        {
            Press(Key.Cash);
        }

        _sales++;
    }

    /// <summary>The cash key, and the power goes in the next operation of the drive: the ticket's own.</summary>
    private void CutWhileSealing(int tear)
    {
        _drive.Tear = tear;
        _drive.CutAt = _drive.Operations;
        Press(Key.Cash);
        _check.That(_drive.Dead);
        _passages += _loop!.PassagesSinceStart;
        _loop = null;
        // A board starts with an empty heap: the look lets the platform collect what the cut left.
        _check.LookAtMemory();
        _loop = PowerOn();
        RunTo(_nowMs + PauseMs);
        _check.Same(JournalRecovery.Intact, _loop!.Journal!.Recovery.Problem);
    }

    private void Type(int cents)
    {
        Press(cents / 100);
        Press(cents / 10 % 10);
        Press(cents % 10);
    }

    private void Press(int key)
    {
        _keypad.Press(key);
        RunTo(_nowMs + PauseMs);
    }

    private void RunTo(long toMs)
    {
        while (_nowMs < toMs)
        {
            long due = _loop!.Step(_nowMs - _bootMs) + _bootMs;
            _gateway.Answer(_loop!, Midnight + _nowMs / 1000);
            _nowMs = due <= _nowMs ? _nowMs + 10 : due < toMs ? due : toMs;
            _clock.NowMs = _nowMs - _bootMs;
        }

        _loop!.Step(_nowMs - _bootMs);
    }

    private void Settle()
    {
        for (int i = 0; i < 240 && _loop!.RecordsWaiting > 0; i++)
        {
            RunTo(_nowMs + 30_000);
        }
    }

    private void Judge()
    {
        int cents = 0;
        for (int i = 0; i < Sales; i++)
        {
            cents += 100 + i;
        }

        _check.Same(Sales, _loop!.TicketsOfChain);
        _check.Same(cents, _loop!.CentsOfChain);
        _check.Same(0, _loop!.RecordsWaiting);
        _check.Same(0, _loop!.Faults.Total);
        _check.Same(0, _keypad.Lost);
        _check.Same(2 * Slots, _passages + _loop!.PassagesSinceStart);
        _check.That(_gateway.Contiguous >= Sales + Slots);
        _check.Same(_loop!.Journal!.NextSequence - 1, _gateway.Contiguous);
        for (int row = 0; row < Lcd.Rows; row++)
        {
            _check.Produced(_lcd.Text, row * Lcd.Columns, Lcd.Columns);
        }
    }
}
