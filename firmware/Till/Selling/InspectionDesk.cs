using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The inspector's export (R31): the head (<see cref="InspectionText"/>), then one line for each sealed record of a
/// period, then an end line, in one file of the drive or of a memory card (PAPER.md). Read-only but for the sealed
/// event of it; a few records per step, while the till sells on; never more than <see cref="BytesMax"/>, or
/// <see cref="CardBytesMax"/> on a card, which is read back and compared before the till says that it is there. One
/// thread.
/// </summary>
public sealed class InspectionDesk
{
    /// <summary>Bytes of the file at most, on the drive and on a card; records looked at in a step.</summary>
    public const int BytesMax = 49_152, CardBytesMax = 8_388_608, RecordsPerStep = 8;

    /// <summary>Largest number that means so many days until now; a longer one is a month or a day.</summary>
    public const int DaysMax = 366;

    private const int Day = 86_400, Month = 10_000, CenturyMonths = 200_000, CenturyDays = 20_000_000,
        LastDay = 99_999_999, EndRoom = 336, LineRoom = 64,
        ValueRoom = 16, ChunkBytes = 480;

    // Latin-1, in the words of whoever opens the file without any program of ours.
    private const string Excerpt = "EXTRAIT : fichier plein. Il va de la séquence ", UpTo = " à ",
        Rest = " ; la suite, jusqu'à ",
        Where = ", se trouve sur une copie de période plus courte (44), sur carte mémoire (49) ou dans les archives "
            + "de la ville.\n";

    private readonly FiscalChain _chain;
    private readonly RecordJournal _journal;
    private readonly JournalReader _reader;
    private readonly KioskParts _parts;
    private readonly TillDesk _desk;
    private readonly EventWriter _events;
    private readonly Record _record;
    private readonly byte[] _buffer;
    private readonly InspectionText _head;
    private Drive _target;
    private int _from, _to, _size, _fill, _file, _limit, _checked;
    private long _end, _first, _last, _records, _crc, _checkedCrc;
    private bool _failed, _whole, _checking;

    /// <summary>True while records are copied.</summary>
    public bool Running;

    /// <summary>True when the copy is to be printed as QR codes once it is there; cleared by the till.</summary>
    public bool PaperDue;

    private bool _wantsPaper;

    /// <summary>
    /// Desk over the journal of this kiosk; record and buffer (<see cref="InspectionText.BytesMax"/> bytes or more) are
    /// used within one call only.
    /// </summary>
    public InspectionDesk(FiscalChain chain, RecordJournal journal, KioskParts parts, TillDesk desk,
        EventWriter events, Record scratch, byte[] buffer)
    {
        _chain = chain;
        _journal = journal;
        _reader = journal.NewReader();
        _parts = parts;
        _target = parts.Drive;
        _desk = desk;
        _events = events;
        _record = scratch;
        _buffer = buffer;
        _head = new InspectionText(chain, journal);
    }

    /// <summary>
    /// Starts the copy of a period: the number of days until now (0 is one), a month yymm or a day yymmdd; the
    /// <see cref="TillWish"/> says whereto.
    /// </summary>
    public void Start(int period, int wish, long wallSeconds)
    {
        int refusal = Open(wish == TillWish.InspectCard, wallSeconds);
        if (refusal == TillMessage.None)
        {
            _head.Write(_buffer, _desk.Settings, wallSeconds);
            _crc = Crc32.Compute(_buffer, 0, _head.Length);
            refusal = _target.Replace(_file, _buffer, 0, _head.Length) ? TillMessage.None
                : wish == TillWish.InspectCard ? TillMessage.CardProtected : TillMessage.StorageFailed;
        }

        if (refusal != TillMessage.None)
        {
            GiveUp(refusal);
            return;
        }

        Choose(period, wallSeconds);
        _size = _head.Length;
        _fill = 0;
        _first = 0;
        _last = 0;
        _records = 0;
        _failed = false;
        _whole = true;
        _checking = false;
        _wantsPaper = wish == TillWish.InspectPaper;
        _end = _journal.NextSequence;
        _reader.Seek(_journal.OldestSequence);
        Running = true;
        _desk.Say(TillMessage.Exporting);
    }

    /// <summary>Copies on; returns when it is next due (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        if (!Running)
        {
            return long.MaxValue;
        }

        if (_checking)
        {
            ReadBack(nowMs);
            return nowMs + 1;
        }

        bool more = true;
        for (int i = 0; i < RecordsPerStep && more; i++)
        {
            more = !_failed && _whole && _reader.Read(_record, _end);
            if (more)
            {
                Take();
            }
        }

        if (!more)
        {
            Finish(nowMs);
            return nowMs;
        }

        Flush();
        return nowMs + 1;
    }

    private bool OntoCard
    {
        get { return _target != _parts.Drive; }
    }

    // The message that refuses, or none.
    private int Open(bool card, long wallSeconds)
    {
        _target = _parts.Drive;
        _file = DriveFiles.Export;
        _limit = BytesMax;
        if (!card)
        {
            return TillMessage.None;
        }

        MemoryCard? slot = _parts.MemoryCard;
        int day = wallSeconds > 0 ? CivilTime.BusinessDay(wallSeconds, 0) % CenturyDays : 0;
        int found = slot == null ? MemoryCard.Missing : slot.Begin(day);
        if (found != MemoryCard.Ready)
        {
            return found == MemoryCard.Missing ? TillMessage.CardMissing : TillMessage.CardUnreadable;
        }

        _target = slot!;
        _file = MemoryCard.Copy;
        _limit = CardBytesMax;
        return TillMessage.None;
    }

    // A card that still reads what is on it refuses for want of room; else it was taken out.
    private int WhyFailed()
    {
        return !OntoCard ? TillMessage.StorageFailed
            : _target.Read(_file, 0, _buffer, 0, 1) > 0 ? TillMessage.CardFull : TillMessage.CardMissing;
    }

    private void GiveUp(int refusal)
    {
        Close();
        _desk.Refuse(refusal);
        int fault = TillMessage.Counted(refusal);
        if (fault == FaultCode.MemoryCardMissing || fault == FaultCode.MemoryCardBad)
        {
            _parts.Faults.Tell(fault);
        }
    }

    private void Close()
    {
        Running = false;
        if (OntoCard)
        {
            _parts.MemoryCard!.End();
        }
    }

    private void ReadBack(long nowMs)
    {
        int read = _target.Read(_file, _checked, _buffer, 0, ChunkBytes);
        if (read > 0)
        {
            _checkedCrc = Crc32.Extend(_checkedCrc, _buffer, 0, read);
            _checked += read;
            return;
        }

        if (read < 0 || _checked != _size || _checkedCrc != _crc)
        {
            GiveUp(read < 0 ? TillMessage.CardMissing : TillMessage.CardWrong);
            return;
        }

        Conclude(nowMs);
    }

    private void Choose(int period, long wallSeconds)
    {
        int days = period == 0 ? 1 : period;
        _to = LastDay;
        if (days <= DaysMax)
        {
            long since = wallSeconds - (days - 1L) * Day;
            _from = since > 0 ? CivilTime.BusinessDay(since, _chain.State.CutHour) : 0;
        }
        else
        {
            bool month = days < Month;
            _from = month ? (CenturyMonths + days) * 100 : CenturyDays + days;
            _to = month ? _from + 99 : _from;
        }
    }

    private void Take()
    {
        int kind = _record.Kind;
        bool wanted = RecordKind.IsSealed(kind) || RecordKind.PrecedesTicket(kind) || kind == RecordKind.Gap;
        int day = _record.WallSeconds > 0 ? CivilTime.BusinessDay(_record.WallSeconds, _chain.State.CutHour) : _from;
        bool ours = kind == RecordKind.Gap || _record.Merchant == _chain.Merchant;
        if (!wanted || !ours || day < _from || day > _to)
        {
            return;
        }

        int room = LineRoom + _record.Count * ValueRoom + _record.TextLength;
        if (_size + _fill + room > _limit - EndRoom)
        {
            _whole = false;
            return;
        }

        WriteLine(kind);
        _first = _records == 0 ? _record.Sequence : _first;
        _last = _record.Sequence;
        _records++;
    }

    // Letter; sequence; civil time; values; text; start of the seal.
    private void WriteLine(int kind)
    {
        int chain = ChainKind.Of(_record);
        if (chain >= 0)
        {
            string letters = ChainKind.Letters(chain);
            Put(letters[1]);
        }
        else
        {
            Put(kind == RecordKind.LineGroup ? 'L' : kind == RecordKind.TicketDetail ? 'I' : 'G');
        }

        Number(';', _record.Sequence);
        Put(';');
        if (_record.WallSeconds > 0)
        {
            Room(CivilTime.StampDigits);
            CivilTime.WriteStamp(_record.WallSeconds, _buffer, _fill);
            _fill += CivilTime.StampDigits;
        }

        for (int i = 0; i < _record.Count; i++)
        {
            Number(i == 0 ? ';' : ',', _record.Values[i]);
        }

        Put(';');
        for (int i = 0; i < _record.TextLength; i++)
        {
            int letter = _record.Text[i];
            Put(letter < ' ' || letter == ';' ? ',' : letter);
        }

        Put(';');
        if (_record.Sealed)
        {
            Room(Base64Url.SealLength);
            _fill += Base64Url.Write(_record.Seal, 0, Limits.HeadSealBytes, _buffer, _fill);
        }

        Put('\n');
    }

    // The end line tells that nothing is missing at the end: records, first and last sequence, 1 when whole.
    private void Finish(long nowMs)
    {
        Put('F');
        Number(';', _records);
        Number(';', _first);
        Number(';', _last);
        Number(';', _whole ? 1 : 0);
        Put('\n');
        if (!_whole)
        {
            Text(Excerpt, _first);
            Text(UpTo, _last);
            Text(Rest, _end - 1);
            Text(Where, -1);
        }

        Flush();
        if (_failed)
        {
            GiveUp(WhyFailed());
            return;
        }

        _checking = OntoCard;
        _checked = 0;
        _checkedCrc = 0;
        if (!_checking)
        {
            Conclude(nowMs);
        }
    }

    private void Conclude(long nowMs)
    {
        Close();
        int outcome = _events.Write(JetCode.InspectorExport, _desk.Operator, _first, _last, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
            return;
        }

        PaperDue = _wantsPaper;
        if (_desk.Message == TillMessage.Exporting || _desk.Message == TillMessage.None)
        {
            _desk.Say(!_whole ? TillMessage.ExportPart
                : OntoCard ? TillMessage.CardCopied : TillMessage.Exported);
        }
    }

    // A text and a number behind it; none when it is below 0.
    private void Text(string text, long number)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Put(text[i]);
        }

        if (number >= 0)
        {
            Room(Digits.Max);
            _fill += Digits.Write(_buffer, _fill, number);
        }
    }

    private void Number(int before, long value)
    {
        Put(before);
        Room(Digits.Max);
        _fill += Digits.Write(_buffer, _fill, value);
    }

    private void Put(int value)
    {
        Room(1);
        _buffer[_fill] = (byte)value;
        _fill++;
    }

    private void Room(int bytes)
    {
        if (_fill + bytes > ChunkBytes)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_fill > 0 && !_failed)
        {
            _failed = !_target.Append(_file, _buffer, 0, _fill);
            _crc = Crc32.Extend(_crc, _buffer, 0, _fill);
            _size += _fill;
        }

        _fill = 0;
    }
}
