using System;

namespace Kiosk.Protocol;

/// <summary>
/// Writes authenticated downlinks for one device into the caller's buffer. Each method returns the length, or -1 when
/// the
/// content does not fit or is out of its range. Nothing is allocated after construction. Owned by one thread.
/// </summary>
public sealed class DownlinkWriter
{
    private readonly Mac _mac;
    private readonly byte[] _key;
    private readonly long _device;
    private readonly byte[] _fullMac = new byte[Mac.Length];
    private readonly CborWriter _writer = new CborWriter();
    private byte[] _buffer = new byte[0];

    /// <summary>
    /// Bytes that the last message has or would need: above <see cref="Limits.DownlinkBytesMax"/> when it was refused
    /// for
    /// its size, so that the sender can name both.
    /// </summary>
    public int NeededBytes;

    /// <summary>Writer for one device (1..2147483647) with its downlink key (32 bytes).</summary>
    public DownlinkWriter(Mac mac, byte[] downlinkKey, long device)
    {
        if (device < 1 || device > int.MaxValue || downlinkKey.Length != KeyDerivation.KeyBytes)
        {
            throw new ArgumentException("device 1..2147483647, key of 32 bytes");
        }

        _mac = mac;
        _key = downlinkKey;
        _device = device;
    }

    /// <summary>An acknowledgement.</summary>
    public int WriteAck(Acknowledgement ack, byte[] buffer)
    {
        Begin(buffer, Downlink.Ack, ack.Counter, 7);
        _writer.Int(ack.Contiguous);
        _writer.Array(ack.MissingCount * 2);
        for (int i = 0; i < ack.MissingCount; i++)
        {
            _writer.Int(ack.MissingFirst[i]);
            _writer.Int(ack.MissingLast[i]);
        }

        _writer.Int(ack.Window);
        _writer.Int(ack.UtcSeconds);
        _writer.Int(ack.NextSequence);
        _writer.Int(ack.EchoBoot);
        _writer.Int(ack.EchoFirstSequence);
        return Finish();
    }

    /// <summary>Settings; -1 too when one is out of its range (<see cref="SettingsRange"/>).</summary>
    public int WriteSettings(Settings settings, byte[] buffer)
    {
        if (SettingsRange.FirstBad(settings) != 0)
        {
            return -1;
        }

        settings.Show(1);
        Begin(buffer, Downlink.Settings, settings.Version, 1);
        bool setup = settings.SetupDigest != 0;
        bool markdown = settings.MarkdownPercent != Settings.MarkdownDefault;
        bool skim = settings.SkimCents != Settings.SkimDefault;
        bool printer = settings.PrinterFlags != Settings.PrinterFlagsDefault;
        bool patterns = settings.ScanPatternsLength > 0, link = settings.TicketLinkLength > 0;
        _writer.Map(10 + (setup ? 1 : 0) + (markdown ? 1 : 0) + (skim ? 1 : 0) + (printer ? 1 : 0)
            + (patterns ? 1 : 0) + (link ? 1 : 0) + CountMerchantItems(settings));
        PutText(SettingsKey.Merchant, settings.Merchant, settings.MerchantLength);
        PutText(SettingsKey.Address, settings.Address, settings.AddressLength);
        PutText(SettingsKey.Siret, settings.Siret, settings.SiretLength);
        PutText(SettingsKey.VatMention, settings.VatMention, settings.VatMentionLength);
        PutInt(SettingsKey.PrinterColumns, settings.PrinterColumns);
        PutInt(SettingsKey.PrinterCodePage, settings.PrinterCodePage);
        _writer.Int(SettingsKey.Sells);
        _writer.Bool(settings.Sells);
        PutInt(SettingsKey.ClimateSeconds, settings.ClimateSeconds);
        PutInt(SettingsKey.HealthSeconds, settings.HealthSeconds);
        PutInt(SettingsKey.FlushSeconds, settings.FlushSeconds);
        PutChosen(setup, SettingsKey.SetupDigest, settings.SetupDigest);
        PutChosen(markdown, SettingsKey.MarkdownPercent, settings.MarkdownPercent);
        PutChosen(skim, SettingsKey.SkimCents, settings.SkimCents);
        PutChosen(printer, SettingsKey.PrinterFlags, settings.PrinterFlags);
        PutExtra(SettingsKey.ScanPatterns, settings.ScanPatterns, settings.ScanPatternsLength);
        PutExtra(SettingsKey.TicketLink, settings.TicketLink, settings.TicketLinkLength);
        PutMerchants(settings);
        return Finish();
    }

    private static int CountMerchantItems(Settings settings)
    {
        return (settings.OtherMerchantLength > 0 ? 1 : 0) + (settings.OtherAddressLength > 0 ? 1 : 0)
            + (settings.OtherSiretLength > 0 ? 1 : 0) + (settings.OtherVatMentionLength > 0 ? 1 : 0)
            + (settings.CardRegister != 1 ? 1 : 0) + (settings.OtherCardRegister != 2 ? 1 : 0)
            + (settings.OtherDrawer != 1 ? 1 : 0) + (settings.BeamFactor != Settings.BeamFactorOne ? 1 : 0)
            + (settings.BeamFactorError != 0 ? 1 : 0) + (settings.CutHour != 0 ? 1 : 0)
            + (settings.YearEndMonth != Settings.YearEndDefault ? 1 : 0) + (settings.FloatCents != 0 ? 1 : 0)
            + (settings.GuaranteeDepartments != 0 ? 1 : 0);
    }

    private void PutMerchants(Settings settings)
    {
        PutExtra(SettingsKey.OtherMerchant, settings.OtherMerchant, settings.OtherMerchantLength);
        PutExtra(SettingsKey.OtherAddress, settings.OtherAddress, settings.OtherAddressLength);
        PutExtra(SettingsKey.OtherSiret, settings.OtherSiret, settings.OtherSiretLength);
        PutExtra(SettingsKey.OtherVatMention, settings.OtherVatMention, settings.OtherVatMentionLength);
        PutChosen(settings.CardRegister != 1, SettingsKey.CardRegister, settings.CardRegister);
        PutChosen(settings.OtherCardRegister != 2, SettingsKey.OtherCardRegister, settings.OtherCardRegister);
        PutChosen(settings.OtherDrawer != 1, SettingsKey.OtherDrawer, settings.OtherDrawer);
        PutChosen(settings.BeamFactor != Settings.BeamFactorOne, SettingsKey.BeamFactor, settings.BeamFactor);
        PutChosen(settings.BeamFactorError != 0, SettingsKey.BeamFactorError, settings.BeamFactorError);
        PutChosen(settings.CutHour != 0, SettingsKey.CutHour, settings.CutHour);
        PutChosen(settings.YearEndMonth != Settings.YearEndDefault, SettingsKey.YearEndMonth, settings.YearEndMonth);
        PutChosen(settings.FloatCents != 0, SettingsKey.FloatCents, settings.FloatCents);
        PutChosen(settings.GuaranteeDepartments != 0, SettingsKey.GuaranteeDepartments, settings.GuaranteeDepartments);
    }

    /// <summary>A notice.</summary>
    public int WriteNotice(Notice notice, byte[] buffer)
    {
        bool second = notice.SecondLength > 0;
        Begin(buffer, Downlink.KindOf(notice.Slot), notice.Version, second ? 3 : 2);
        _writer.Int(notice.ValidUntil);
        _writer.Text(notice.Text, 0, notice.TextLength);
        if (second)
        {
            _writer.Text(notice.Second, 0, notice.SecondLength);
        }

        return Finish();
    }

    /// <summary>What is told about an archive; -1 too when it has no number or none of the codes.</summary>
    public int WriteArchiveNote(ArchiveNote note, byte[] buffer)
    {
        if (note.Number < 1 || note.Number > Bytes.U32Max || note.Merchant < 0 || note.Merchant > Limits.MerchantsMax
            || !ArchiveNote.Fits(note.Code, note.Argument1) || note.Argument1 < 0 || note.Argument1 > Bytes.U32Max
            || note.Argument2 < 0 || note.Argument2 > Bytes.U32Max)
        {
            return -1;
        }

        Begin(buffer, Downlink.Archive, note.Number, 4);
        _writer.Int(note.Merchant);
        _writer.Int(note.Code);
        _writer.Int(note.Argument1);
        _writer.Int(note.Argument2);
        return Finish();
    }

    /// <summary>The next credentials under a number of 1 or more; -1 too when they are no PEM texts.</summary>
    public int WriteCredentials(Credentials next, int number, byte[] buffer)
    {
        if (number < 1 || !next.AreTexts())
        {
            return -1;
        }

        Begin(buffer, Downlink.Credentials, number, 2);
        _writer.ByteString(next.Buffer, next.CertificateAt, next.CertificateLength);
        _writer.ByteString(next.Buffer, next.KeyAt, next.KeyLength);
        return Finish();
    }

    /// <summary>A catalogue. Labels lose their padding.</summary>
    public int WriteCatalogue(Catalogue catalogue, byte[] buffer)
    {
        int families = CountFamilies(catalogue);
        Begin(buffer, Downlink.Catalogue, catalogue.Version, families > 0 ? 3 : 2);
        _writer.Array(catalogue.DepartmentCount);
        for (int i = 0; i < catalogue.DepartmentCount; i++)
        {
            int flags = catalogue.DepartmentFlags[i];
            _writer.Array(flags != 0 ? 3 : 2);
            _writer.Int(catalogue.DepartmentRate[i]);
            PutLabel(catalogue.DepartmentLabels, i);
            if (flags != 0)
            {
                _writer.Int(flags);
            }
        }

        _writer.Array(catalogue.ArticleCount);
        for (int i = 0; i < catalogue.ArticleCount; i++)
        {
            PutArticle(catalogue, i);
        }

        if (families > 0)
        {
            PutFamilies(catalogue, families);
        }

        return Finish();
    }

    private static int CountFamilies(Catalogue catalogue)
    {
        int count = 0;
        for (int i = 1; i <= Catalogue.FamilyMask; i++)
        {
            count += catalogue.FamilyRate[i] > 0 || catalogue.FamilyFrom[i] > 0 ? 1 : 0;
        }

        return count;
    }

    private void PutFamilies(Catalogue catalogue, int count)
    {
        _writer.Array(count);
        for (int i = 1; i <= Catalogue.FamilyMask; i++)
        {
            if (catalogue.FamilyRate[i] > 0 || catalogue.FamilyFrom[i] > 0)
            {
                _writer.Array(4);
                _writer.Int(i);
                _writer.Int(catalogue.FamilyRate[i]);
                _writer.Int(catalogue.FamilyFrom[i]);
                _writer.Int(catalogue.FamilyNext[i]);
            }
        }
    }

    private void PutArticle(Catalogue catalogue, int i)
    {
        int items = catalogue.Flags[i] != 0 ? 8 : catalogue.Ean[i] != 0 ? 7 : catalogue.KeyNumber[i] != 0 ? 6 : 5;
        _writer.Array(items);
        _writer.Int(catalogue.Code[i]);
        PutLabel(catalogue.Labels, i);
        _writer.Int(catalogue.Price[i]);
        _writer.Int(catalogue.Rate[i]);
        _writer.Int(catalogue.Department[i]);
        if (items > 5)
        {
            _writer.Int(catalogue.KeyNumber[i]);
        }

        if (items > 6)
        {
            _writer.Int(catalogue.Ean[i]);
        }

        if (items > 7)
        {
            _writer.Int(catalogue.Flags[i]);
        }
    }

    private void PutLabel(byte[] labels, int index)
    {
        int offset = index * Limits.LabelBytesMax;
        int length = Limits.LabelBytesMax;
        while (length > 0 && (labels[offset + length - 1] == (byte)' ' || labels[offset + length - 1] == 0))
        {
            length--;
        }

        _writer.Text(labels, offset, length);
    }

    private void PutText(int key, byte[] text, int length)
    {
        _writer.Int(key);
        _writer.Text(text, 0, length);
    }

    private void PutExtra(int key, byte[] text, int length)
    {
        if (length > 0)
        {
            PutText(key, text, length);
        }
    }

    private void PutChosen(bool chosen, int key, long value)
    {
        if (chosen)
        {
            PutInt(key, value);
        }
    }

    private void PutInt(int key, long value)
    {
        _writer.Int(key);
        _writer.Int(value);
    }

    private void Begin(byte[] buffer, int kind, long version, int bodyItems)
    {
        int size = buffer.Length < Limits.DownlinkBytesMax ? buffer.Length : Limits.DownlinkBytesMax;
        _buffer = buffer;
        _writer.Begin(buffer, 0, size);
        _writer.Array(Downlink.EnvelopeItems + bodyItems);
        _writer.Int(Downlink.Version);
        _writer.Int(_device);
        _writer.Int(kind);
        _writer.Int(version);
    }

    private int Finish()
    {
        NeededBytes = _writer.Wanted + 1 + Limits.MacBytes;
        if (_writer.Overflow)
        {
            return -1;
        }

        _mac.Compute(_key, _buffer, 0, _writer.At, _fullMac, 0);
        _writer.ByteString(_fullMac, 0, Limits.MacBytes);
        return _writer.Overflow ? -1 : _writer.At;
    }
}
