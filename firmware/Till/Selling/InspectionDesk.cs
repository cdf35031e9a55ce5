using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The inspector's export (R31): the head (<see cref="InspectionText"/>), then one line for each sealed record of a
/// period, then an end line, in one file of the drive (PAPER.md). Read-only but for the sealed event of it; a few
/// records per step, while the till sells on; never more than <see cref="BytesMax"/>. One thread.
/// </summary>
public sealed class InspectionDesk
{
    /// <summary>Bytes of the file at most; records looked at in a step.</summary>
    public const int BytesMax = 49_152, RecordsPerStep = 8;

    /// <summary>Largest number that means so many days until now; a longer one is a month or a day.</summary>
    public const int DaysMax = 366;

    private const int Day = 86_400, Month = 10_000, CenturyMonths = 200_000, CenturyDays = 20_000_000,
        LastDay = 99_999_999, EndRoom = 96, LineRoom = 64,
        ValueRoom = 16, ChunkBytes = 480;

    private readonly FiscalChain _chain;
    private readonly RecordJournal _journal;
    private readonly JournalReader _reader;
    private readonly Drive _drive;
    private readonly TillDesk _desk;
    private readonly EventWriter _events;
    private readonly Record _record;
    private readonly byte[] _buffer;
    private readonly InspectionText _head;
    private int _from, _to, _size, _fill;
    private long _end, _first, _last, _records;
    private bool _failed, _whole;

    /// <summary>True while records are copied.</summary>
    public bool Running;

    /// <summary>True when the copy is to be printed as QR codes once it is there; cleared by the till.</summary>
    public bool PaperDue;

    private bool _wantsPaper;

    /// <summary>
    /// Desk over the journal of this kiosk; record and buffer (<see cref="InspectionText.BytesMax"/> bytes or more) are
    /// used within one call only.
    /// </summary>
    public InspectionDesk(FiscalChain chain, RecordJournal journal, Drive drive, TillDesk desk, EventWriter events,
        Record scratch, byte[] buffer)
    {
        _chain = chain;
        _journal = journal;
        _reader = journal.NewReader();
        _drive = drive;
        _desk = desk;
        _events = events;
        _record = scratch;
        _buffer = buffer;
        _head = new InspectionText(chain, journal, drive);
    }

    /// <summary>
    /// Starts the copy of a period: the number of days until now (0 is one), a month yymm or a day yymmdd.
    /// </summary>
    public void Start(int period, bool paper, long wallSeconds)
    {
        if (!_head.Write(_buffer, _desk.Settings, wallSeconds))
        {
            _desk.Refuse(TillMessage.StorageFailed);
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
        _wantsPaper = paper;
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

        for (int i = 0; i < RecordsPerStep && Running; i++)
        {
            Running = !_failed && _whole && _reader.Read(_record, _end);
            if (Running)
            {
                Take();
            }
        }

        if (!Running)
        {
            Finish(nowMs);
            return nowMs;
        }

        Flush();
        return nowMs + 1;
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
        if (_size + _fill + room > BytesMax - EndRoom)
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
        Running = false;
        Put('F');
        Number(';', _records);
        Number(';', _first);
        Number(';', _last);
        Number(';', _whole ? 1 : 0);
        Put('\n');
        Flush();
        if (_failed)
        {
            _desk.Refuse(TillMessage.StorageFailed);
            return;
        }

        int outcome = _events.Write(JetCode.InspectorExport, _desk.Operator, _first, _last, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
            return;
        }

        PaperDue = _wantsPaper;
        if (_desk.Message == TillMessage.Exporting || _desk.Message == TillMessage.None)
        {
            _desk.Say(_whole ? TillMessage.Exported : TillMessage.ExportPart);
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
            _failed = !_drive.Append(DriveFiles.Export, _buffer, 0, _fill);
            _size += _fill;
        }

        _fill = 0;
    }
}
