namespace Kiosk.Protocol;

/// <summary>
/// Checks and reads downlinks: <see cref="Open"/> tells the kind, then the Read of that kind. Nothing is read before
/// the
/// MAC is found right; no bytes make it throw. Unknown items at the end of a body are passed over. Nothing is
/// allocated after construction. Owned by one thread.
/// </summary>
public sealed class DownlinkReader
{
    private readonly CborCursor _cursor = new CborCursor();
    private readonly byte[] _fullMac = new byte[Mac.Length];
    private int _bodyAt, _bodyItems, _bodyEnd, _kind;
    private byte[] _buffer = new byte[0];

    /// <summary>Version of the content (settings, notice, catalogue) or counter of the envelope opened last.</summary>
    public long Version;

    /// <summary>
    /// After <see cref="DownlinkError.OutOfRange"/>: the settings key that is wrong; after a refused catalogue: the
    /// index of its article.
    /// </summary>
    public int ErrorField;

    /// <summary>
    /// Checks the envelope in <paramref name="buffer"/>[0..length). Returns its kind (<see cref="Downlink"/>, may be
    /// one of a
    /// later version), or a negative <see cref="DownlinkError"/>. The buffer must stay as it is until the Read.
    /// </summary>
    public int Open(Mac mac, byte[] downlinkKey, long device, byte[] buffer, int length)
    {
        _kind = 0;
        int macAt = length - FrameShape.MacItemBytes;
        if (macAt < Downlink.EnvelopeItems)
        {
            return DownlinkError.TooShort;
        }

        if (length > Limits.DownlinkBytesMax)
        {
            return DownlinkError.TooLong;
        }

        mac.Compute(downlinkKey, buffer, 0, macAt, _fullMac, 0);
        if (buffer[macAt] != FrameShape.MacItemHead || !Bytes.Same(_fullMac, 0, buffer, macAt + 1, Limits.MacBytes))
        {
            return DownlinkError.BadMac;
        }

        return OpenAuthentic(device, buffer, macAt);
    }

    /// <summary>
    /// Reads an acknowledgement. Returns <see cref="DownlinkError.None"/> or why not; then the content means nothing.
    /// </summary>
    public int ReadAck(Acknowledgement ack)
    {
        if (!Enter(Downlink.Ack, 7))
        {
            return DownlinkError.BadBody;
        }

        ack.Reset();
        ack.Counter = Version;
        ack.Contiguous = _cursor.Int(0, Bytes.U32Max);
        int values = _cursor.Array(Limits.MissingRangesMax * 2);
        for (int i = 0; i + 1 < values; i += 2)
        {
            long first = _cursor.Int(1, Bytes.U32Max);
            ack.AddMissing(first, _cursor.Int(first, Bytes.U32Max));
        }

        ack.Window = (int)_cursor.Int(0, int.MaxValue);
        ack.UtcSeconds = _cursor.Int(0, Bytes.U32Max);
        ack.NextSequence = _cursor.Int(0, Bytes.U32Max);
        ack.EchoBoot = _cursor.Int(0, 65535);
        ack.EchoFirstSequence = _cursor.Int(0, Bytes.U32Max);
        return (values & 1) != 0 ? DownlinkError.BadBody : Leave(7);
    }

    /// <summary>
    /// Reads settings over the defaults. Returns <see cref="DownlinkError.None"/> or why not (F-CFG-2: the old ones
    /// stay, so
    /// read into a spare); then the content means nothing.
    /// </summary>
    public int ReadSettings(Settings settings)
    {
        if (!Enter(Downlink.Settings, 1) || Version < 1 || Version > int.MaxValue)
        {
            return DownlinkError.BadBody;
        }

        settings.Reset();
        settings.Version = (int)Version;
        int pairs = _cursor.Map(Downlink.ItemsMax);
        for (int i = 0; i < pairs && !_cursor.Failed; i++)
        {
            ReadSetting(settings, _cursor.Int());
        }

        int outcome = Leave(1);
        ErrorField = outcome == DownlinkError.None ? SettingsRange.FirstBad(settings) : 0;
        return ErrorField != 0 ? DownlinkError.OutOfRange : outcome;
    }

    /// <summary>
    /// Reads a notice of any slot. Returns <see cref="DownlinkError.None"/> or why not; then the content means nothing.
    /// </summary>
    public int ReadNotice(Notice notice)
    {
        int slot = Downlink.SlotOf(_kind);
        if (slot < 0 || !Enter(_kind, 2) || Version < 1 || Version > int.MaxValue)
        {
            return DownlinkError.BadBody;
        }

        notice.Slot = slot;
        notice.Version = (int)Version;
        notice.ValidUntil = _cursor.Int(0, Bytes.U32Max);
        notice.TextLength = _cursor.Text(notice.Text, 0, Limits.NoticeBytesMax);
        notice.SecondLength = 0;
        if (_bodyItems == 2)
        {
            return Leave(2);
        }

        notice.SecondLength = _cursor.Text(notice.Second, 0, Limits.NoticeBytesMax);
        return Leave(3);
    }

    /// <summary>
    /// Reads what is told about an archive. Returns <see cref="DownlinkError.None"/> or why not; then the content means
    /// nothing.
    /// </summary>
    public int ReadArchiveNote(ArchiveNote note)
    {
        if (!Enter(Downlink.Archive, 4) || Version < 1)
        {
            return DownlinkError.BadBody;
        }

        note.Number = Version;
        note.Merchant = (int)_cursor.Int(0, Limits.MerchantsMax);
        note.Code = (int)_cursor.Int(0, int.MaxValue);
        note.Argument1 = _cursor.Int(0, Bytes.U32Max);
        note.Argument2 = _cursor.Int(0, Bytes.U32Max);
        int outcome = Leave(4);
        return outcome == DownlinkError.None && !ArchiveNote.Fits(note.Code, note.Argument1)
            ? DownlinkError.OutOfRange : outcome;
    }

    /// <summary>
    /// Finds the next credentials in the buffer that was opened, where they stay. Returns
    /// <see cref="DownlinkError.None"/> or why not; then the content means nothing.
    /// </summary>
    public int ReadCredentials(Credentials next)
    {
        if (!Enter(Downlink.Credentials, 2) || Version < 1 || Version > int.MaxValue)
        {
            return DownlinkError.BadBody;
        }

        next.Buffer = _buffer;
        next.CertificateAt = _cursor.ByteString(Credentials.PemBytesMax);
        next.CertificateLength = _cursor.At - next.CertificateAt;
        next.KeyAt = _cursor.ByteString(Credentials.PemBytesMax);
        next.KeyLength = _cursor.At - next.KeyAt;
        int outcome = Leave(2);
        return outcome == DownlinkError.None && !next.AreTexts() ? DownlinkError.OutOfRange : outcome;
    }

    /// <summary>
    /// Reads a catalogue. Returns <see cref="DownlinkError.None"/> or why not; then the content means nothing, so read
    /// into
    /// a spare.
    /// </summary>
    public int ReadCatalogue(Catalogue catalogue)
    {
        if (!Enter(Downlink.Catalogue, 2) || Version < 1 || Version > int.MaxValue)
        {
            return DownlinkError.BadBody;
        }

        catalogue.Version = (int)Version;
        catalogue.Reset();
        int departments = _cursor.Array(Limits.DepartmentsMax);
        for (int i = 0; i < departments && !_cursor.Failed; i++)
        {
            int items = _cursor.Array(Downlink.ItemsMax);
            catalogue.DepartmentRate[i] = (short)_cursor.Int(0, Catalogue.RateMax);
            _cursor.Text(catalogue.DepartmentLabels, i * Limits.LabelBytesMax, Limits.LabelBytesMax);
            catalogue.DepartmentFlags[i] = items > 2 ? (byte)_cursor.Int(0, Catalogue.FlagsMax) : (byte)0;
            SkipRest(items, items > 2 ? 3 : 2);
        }

        catalogue.DepartmentCount = departments;
        int articles = _cursor.Array(catalogue.Code.Length);
        for (int i = 0; i < articles && !_cursor.Failed; i++)
        {
            ErrorField = i;
            ReadArticle(catalogue, i);
        }

        catalogue.ArticleCount = articles;
        if (_bodyItems == 2)
        {
            return Leave(2);
        }

        ReadFamilies(catalogue);
        return Leave(3);
    }

    private void ReadFamilies(Catalogue catalogue)
    {
        int families = _cursor.Array(Catalogue.FamilyMask);
        for (int i = 0; i < families && !_cursor.Failed; i++)
        {
            int items = _cursor.Array(Downlink.ItemsMax);
            int family = (int)_cursor.Int(1, Catalogue.FamilyMask);
            int rate = (int)_cursor.Int(0, Catalogue.RateMax);
            int from = items > 2 ? (int)_cursor.Int(0, int.MaxValue) : 0;
            int next = items > 3 ? (int)_cursor.Int(0, Catalogue.RateMax) : 0;
            SkipRest(items, items > 3 ? 4 : items > 2 ? 3 : 2);
            if (!_cursor.Failed)
            {
                catalogue.FamilyRate[family] = (short)rate;
                catalogue.FamilyFrom[family] = from;
                catalogue.FamilyNext[family] = (short)next;
            }
        }
    }

    private int OpenAuthentic(long device, byte[] buffer, int macAt)
    {
        _cursor.Begin(buffer, 0, macAt);
        int items = _cursor.Array(Downlink.ItemsMax);
        long version = _cursor.Int();
        long addressee = _cursor.Int();
        long kind = _cursor.Int(1, 255);
        Version = _cursor.Int(0, Bytes.U32Max);
        if (_cursor.Failed || items < Downlink.EnvelopeItems || version != Downlink.Version)
        {
            return DownlinkError.BadEnvelope;
        }

        if (addressee != device)
        {
            return DownlinkError.WrongDevice;
        }

        _kind = (int)kind;
        _buffer = buffer;
        _bodyAt = _cursor.At;
        _bodyEnd = macAt;
        _bodyItems = items - Downlink.EnvelopeItems;
        return _kind;
    }

    private bool Enter(int kind, int bodyItems)
    {
        ErrorField = 0;
        _cursor.Begin(_buffer, _bodyAt, _bodyEnd);
        return _kind == kind && _bodyItems >= bodyItems;
    }

    private int Leave(int itemsRead)
    {
        SkipRest(_bodyItems, itemsRead);
        return _cursor.Failed || _cursor.At != _bodyEnd ? DownlinkError.BadBody : DownlinkError.None;
    }

    private void SkipRest(int items, int itemsRead)
    {
        if (items < itemsRead)
        {
            _cursor.Fail();
        }

        for (int i = itemsRead; i < items && !_cursor.Failed; i++)
        {
            _cursor.Skip();
        }
    }

    private void ReadSetting(Settings settings, long key)
    {
        switch (key)
        {
            case SettingsKey.Merchant:
                settings.MerchantLength = _cursor.Text(settings.Merchant, 0, settings.Merchant.Length);
                break;
            case SettingsKey.Address:
                settings.AddressLength = _cursor.Text(settings.Address, 0, settings.Address.Length);
                break;
            case SettingsKey.Siret:
                settings.SiretLength = _cursor.Text(settings.Siret, 0, settings.Siret.Length);
                break;
            case SettingsKey.VatMention:
                settings.VatMentionLength = _cursor.Text(settings.VatMention, 0, settings.VatMention.Length);
                break;
            case SettingsKey.PrinterFlags:
                settings.PrinterFlags = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.ScanPatterns:
                settings.ScanPatternsLength = _cursor.Text(settings.ScanPatterns, 0, settings.ScanPatterns.Length);
                break;
            case SettingsKey.TicketLink:
                settings.TicketLinkLength = _cursor.Text(settings.TicketLink, 0, settings.TicketLink.Length);
                break;
            case SettingsKey.Sells:
                settings.Sells = _cursor.Bool();
                break;
            case SettingsKey.SetupDigest:
                settings.SetupDigest = _cursor.Int(0, SettingsRange.SetupDigestMax);
                break;
            default:
                ReadNumber(settings, key);
                break;
        }
    }

    private void ReadOther(Settings settings, long key)
    {
        switch (key)
        {
            case SettingsKey.OtherMerchant:
                settings.OtherMerchantLength =
                    _cursor.Text(settings.OtherMerchant, 0, settings.OtherMerchant.Length);
                break;
            case SettingsKey.OtherAddress:
                settings.OtherAddressLength = _cursor.Text(settings.OtherAddress, 0, settings.OtherAddress.Length);
                break;
            case SettingsKey.OtherSiret:
                settings.OtherSiretLength = _cursor.Text(settings.OtherSiret, 0, settings.OtherSiret.Length);
                break;
            case SettingsKey.OtherVatMention:
                settings.OtherVatMentionLength =
                    _cursor.Text(settings.OtherVatMention, 0, settings.OtherVatMention.Length);
                break;
            case SettingsKey.CardRegister:
                settings.CardRegister = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.OtherCardRegister:
                settings.OtherCardRegister = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.OtherDrawer:
                settings.OtherDrawer = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.BeamFactor:
                settings.BeamFactor = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.BeamFactorError:
                settings.BeamFactorError = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.CutHour:
                settings.CutHour = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.YearEndMonth:
                settings.YearEndMonth = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.FloatCents:
                settings.FloatCents = (int)_cursor.Int(0, int.MaxValue);
                break;
            case SettingsKey.GuaranteeDepartments:
                settings.GuaranteeDepartments = (int)_cursor.Int(0, int.MaxValue);
                break;
            default:
                _cursor.Skip();
                break;
        }
    }

    private void ReadNumber(Settings settings, long key)
    {
        if (key < SettingsKey.PrinterColumns || key > SettingsKey.SkimCents)
        {
            ReadOther(settings, key);
            return;
        }

        int value = (int)_cursor.Int(0, int.MaxValue);
        switch (key)
        {
            case SettingsKey.PrinterColumns:
                settings.PrinterColumns = value;
                break;
            case SettingsKey.PrinterCodePage:
                settings.PrinterCodePage = value;
                break;
            case SettingsKey.ClimateSeconds:
                settings.ClimateSeconds = value;
                break;
            case SettingsKey.HealthSeconds:
                settings.HealthSeconds = value;
                break;
            case SettingsKey.MarkdownPercent:
                settings.MarkdownPercent = value;
                break;
            case SettingsKey.SkimCents:
                settings.SkimCents = value;
                break;
            default:
                settings.FlushSeconds = value;
                break;
        }
    }

    private void ReadArticle(Catalogue catalogue, int i)
    {
        int items = _cursor.Array(Downlink.ItemsMax);
        catalogue.Code[i] = (int)_cursor.Int(1, int.MaxValue);
        _cursor.Text(catalogue.Labels, i * Limits.LabelBytesMax, Limits.LabelBytesMax);
        catalogue.Price[i] = (int)_cursor.Int(0, Limits.TicketCentsMax);
        catalogue.Rate[i] = (short)_cursor.Int(0, Catalogue.RateMax);
        catalogue.Department[i] = (byte)_cursor.Int(0, Limits.DepartmentsMax);
        catalogue.KeyNumber[i] = items > 5 ? (byte)_cursor.Int(0, Catalogue.KeyNumberMax) : (byte)0;
        catalogue.Ean[i] = items > 6 ? _cursor.Int(0, Catalogue.EanMax) : 0;
        catalogue.Flags[i] = items > 7 ? (byte)_cursor.Int(0, Catalogue.FlagsMax) : (byte)0;
        SkipRest(items, items > 7 ? 8 : items > 6 ? 7 : items > 5 ? 6 : 5);
    }
}
