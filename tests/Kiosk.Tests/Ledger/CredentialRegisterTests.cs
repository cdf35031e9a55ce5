using System.Text;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.State;
using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// Certificates of devices in the ledger: offered, in force, replaced, ended, out of date, let in again.
/// </summary>
public sealed class CredentialRegisterTests : IDisposable
{
    private readonly LedgerBench _bench = new();
    private readonly SyntheticKiosk _kiosk;
    private readonly StateFolder _state;
    private readonly CertificateAuthority _authority;

    public CredentialRegisterTests()
    {
        _kiosk = _bench.Kiosk();
        _state = StateFolder.Open(Directory.CreateTempSubdirectory("authority-").FullName);
        _authority = CertificateAuthority.Open(_state, [], _bench.Clock);
    }

    private CredentialRegister Register => _bench.Ledger.Credentials;

    private DateTimeOffset Now => _bench.Clock.GetUtcNow();

    private DeviceView Device => _bench.Ledger.Registry.Find(_kiosk.Device)!;

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_certificate_lives_ninety_days_and_the_next_one_is_offered_from_the_sixtieth_on()
    {
        IssuedCertificate first = Enrol();
        Assert.Equal(TimeSpan.FromDays(90), first.Until - first.From);
        Assert.Equal(first.Until, Device.CertificateUntil);
        _bench.Clock.Advance(TimeSpan.FromDays(58.9));
        Assert.Null(Offer(first, out _));
        _bench.Clock.Advance(TimeSpan.FromDays(0.2));
        DownlinkMessage offered = Offer(first, out IssuedCertificate? second)!;
        Assert.Equal((Downlink.Credentials, 2), (offered.Kind, offered.Version));
        Assert.Equal(second!.CertificatePem + second.KeyPem, Read(offered));
        Assert.NotNull(Device.CertificateOfferedAt);
        Assert.Equal(first.Fingerprint, Device.Fingerprint);

        // The same bytes at each connection, over a restart too, until it is taken up.
        _bench.Reopen();
        Assert.Equal(offered.Bytes, Offer(first, out IssuedCertificate? none)!.Bytes);
        Assert.Null(none);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void The_first_frame_with_the_next_one_puts_it_in_force_and_the_one_before_serves_a_day_longer()
    {
        IssuedCertificate first = Enrol();
        IssuedCertificate second = Due(first);
        Assert.Equal(CredentialStanding.Good, Standing(first));
        Assert.Equal(CredentialStanding.Good, Standing(second));
        Assert.False(Register.Confirm(_kiosk.Device, first.Shown, Now));
        Assert.True(Register.Confirm(_kiosk.Device, second.Shown, Now));
        Assert.False(Register.Confirm(_kiosk.Device, second.Shown, Now));
        Assert.Equal((second.Fingerprint, second.Until), (Device.Fingerprint, Device.CertificateUntil));
        Assert.Null(Device.CertificateOfferedAt);
        Assert.Null(Offer(second, out _));
        Assert.Null(Offer(first, out _));
        _bench.Clock.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal(CredentialStanding.Good, Standing(first));
        _bench.Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(CredentialStanding.Unknown, Standing(first));
        Assert.Equal(CredentialStanding.Good, Standing(second));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void One_out_of_date_is_refused_until_staff_let_the_device_in_and_then_it_gets_the_next_one_at_once()
    {
        IssuedCertificate first = Enrol();
        _bench.Clock.Advance(TimeSpan.FromDays(120));
        Assert.Equal(CredentialStanding.Expired, Standing(first));
        Assert.True(Register.Readmit(_kiosk.Device, Now, Now.AddDays(7)));
        Assert.Equal(Now.AddDays(7), Device.ReadmittedUntil);
        Assert.Equal(CredentialStanding.Good, Standing(first));
        Assert.NotNull(Offer(first, out IssuedCertificate? second));
        Assert.True(Register.Confirm(_kiosk.Device, second!.Shown, Now));
        Assert.Null(Device.ReadmittedUntil);
        Assert.Equal(CredentialStanding.Expired, Standing(first));
        Assert.Throws<LedgerException>(() => Register.Readmit(_kiosk.Device, Now, Now.AddDays(7.1)));
        Assert.Throws<LedgerException>(() => Register.Readmit(_kiosk.Device, Now, Now));
        Assert.False(Register.Readmit(4711, Now, Now.AddDays(1)));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_readmission_ends_by_itself_and_reaches_the_one_before_where_a_slot_was_damaged()
    {
        IssuedCertificate first = Enrol();
        IssuedCertificate second = Due(first);
        Register.Confirm(_kiosk.Device, second.Shown, Now);
        _bench.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(CredentialStanding.Unknown, Standing(first));
        Assert.True(Register.Readmit(_kiosk.Device, Now, Now.AddDays(3)));
        Assert.Equal(CredentialStanding.Good, Standing(first));
        Assert.NotNull(Offer(first, out _));
        _bench.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(CredentialStanding.Unknown, Standing(first));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-3")]
    public void A_revoked_device_gets_no_next_one_and_the_key_of_the_one_offered_is_forgotten()
    {
        IssuedCertificate first = Enrol();
        IssuedCertificate second = Due(first);
        Assert.True(_bench.Ledger.Registry.Revoke(_kiosk.Device));
        Assert.False(Register.Readmit(_kiosk.Device, Now, Now.AddDays(1)));
        Assert.Equal("0", Scalar("SELECT count(*) FROM credential WHERE box IS NOT NULL"));
        Assert.NotNull(Device.RevokedAt);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-5")]
    public void No_key_lies_readable_in_the_file_and_one_that_is_in_force_lies_there_no_more()
    {
        IssuedCertificate second = Due(Enrol());
        Assert.Equal("1", Scalar("SELECT count(*) FROM credential WHERE box IS NOT NULL"));
        foreach (string file in Directory.GetFiles(_bench.Options.Folder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            string all = reader.ReadToEnd();
            Assert.DoesNotContain("PRIVATE KEY", all, StringComparison.Ordinal);
        }

        Register.Confirm(_kiosk.Device, second.Shown, Now);
        Assert.Equal("0", Scalar("SELECT count(*) FROM credential WHERE box IS NOT NULL"));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void An_offer_that_nobody_took_up_for_thirty_days_is_replaced_under_a_number_of_its_own()
    {
        IssuedCertificate first = Enrol();
        IssuedCertificate second = Due(first);
        _bench.Clock.Advance(TimeSpan.FromDays(31));
        Assert.True(Register.Readmit(_kiosk.Device, Now, Now.AddDays(1)));
        DownlinkMessage again = Offer(first, out IssuedCertificate? third)!;
        Assert.Equal(3, again.Version);
        Assert.Equal(CredentialStanding.Unknown, Standing(second));
        Assert.Equal(CredentialStanding.Good, Standing(third!));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void One_that_ended_stays_on_record_for_400_days()
    {
        IssuedCertificate shown = Enrol();
        for (int i = 0; i < 10; i++)
        {
            IssuedCertificate next = Due(shown);
            Assert.True(Register.Confirm(_kiosk.Device, next.Shown, Now));
            shown = next;
        }

        // In force, replaced, and seven that ended within 400 days of sixty each.
        Assert.Equal("9", Scalar("SELECT count(*) FROM credential"));
        Assert.Equal("11", Scalar("SELECT max(number) FROM credential"));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void Staff_are_told_once_two_weeks_before_a_certificate_ends_that_was_not_renewed()
    {
        IssuedCertificate first = Enrol();
        Assert.Equal(0, Register.Warn(Now.AddDays(74)));
        Assert.Equal(1, Register.Warn(Now.AddDays(76)));
        Assert.Equal(0, Register.Warn(Now.AddDays(88)));
        Alarm alarm = Assert.Single(_bench.Ledger.Alarms());
        Assert.Equal((AlarmKind.CredentialEnds, _kiosk.Device, 1L), (alarm.Kind, alarm.Device, alarm.Count));
        Assert.Contains(first.Until.ToString("yyyy-MM-dd", null), alarm.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_certificate_of_before_its_dates_were_kept_serves_on_and_is_renewed_at_the_next_connection()
    {
        IssuedCertificate first = Enrol();
        _bench.Ledger.Dispose();
        Execute(DurabilityTests.NoCredentials
            + $"UPDATE device SET fingerprint='{first.Fingerprint}'; PRAGMA user_version=14");
        _bench.Reopen();
        Assert.Equal((first.Fingerprint, null), (Device.Fingerprint, Device.CertificateUntil));
        Assert.Equal(CredentialStanding.Good, Standing(first));
        Assert.NotNull(Offer(first, out IssuedCertificate? second));
        Assert.True(Register.Confirm(_kiosk.Device, second!.Shown, Now));
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(CredentialStanding.Unknown, Standing(first));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_register_put_back_from_a_copy_takes_the_newer_certificate_that_a_device_got_since()
    {
        IssuedCertificate first = Enrol();
        _bench.Clock.Advance(TimeSpan.FromDays(60));
        IssuedCertificate older = _authority.Issue(_kiosk.Device);
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        IssuedCertificate since = _authority.Issue(_kiosk.Device);
        Assert.Equal(CredentialStanding.Good, Standing(since));
        Assert.NotNull(Offer(first, out IssuedCertificate? waiting));
        Assert.True(Register.Confirm(_kiosk.Device, since.Shown, Now));
        Assert.False(Register.Confirm(_kiosk.Device, since.Shown, Now));
        Assert.Equal((since.Fingerprint, since.Until), (Device.Fingerprint, Device.CertificateUntil));
        Assert.Null(Device.CertificateOfferedAt);
        Assert.Null(Offer(since, out _));

        // What is not newer than the one in force is nobody's.
        Assert.Equal(CredentialStanding.Unknown, Standing(older));
        Assert.False(Register.Confirm(_kiosk.Device, older.Shown, Now));
        Assert.Equal(CredentialStanding.Unknown, Standing(waiting!));
        _bench.Clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(CredentialStanding.Expired, Standing(since));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_copy_of_before_the_dates_were_kept_takes_the_certificate_that_a_device_got_since_and_no_older_kind()
    {
        IssuedCertificate first = Enrol();
        Execute("UPDATE credential SET from_at=0, until_at=0");
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        IssuedCertificate since = _authority.Issue(_kiosk.Device);
        ShownCertificate tenYears = since.Shown with { Fingerprint = "AB", Until = Now.AddYears(10) };
        Assert.Equal(CredentialStanding.Unknown, Register.Judge(_kiosk.Device, tenYears, Now));
        Assert.Equal(CredentialStanding.Good, Standing(since));
        Assert.True(Register.Confirm(_kiosk.Device, since.Shown, Now));
        Assert.Equal(since.Fingerprint, Device.Fingerprint);
        Assert.NotEqual(first.Fingerprint, Device.Fingerprint);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_readmission_is_for_the_one_in_force_however_many_offers_came_to_nothing()
    {
        IssuedCertificate first = Enrol();
        for (int i = 0; i < 4; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromDays(61));
            Assert.True(Register.Readmit(_kiosk.Device, Now, Now.AddDays(1)));
            Assert.NotNull(Offer(first, out _));
        }

        Assert.Equal(CredentialStanding.Good, Standing(first));
        _bench.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(CredentialStanding.Expired, Standing(first));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void What_a_clock_that_was_ahead_has_issued_is_renewed_and_what_it_replaced_is_over()
    {
        IssuedCertificate first = Enrol();
        DateTimeOffset now = Now;
        _bench.Clock.Advance(TimeSpan.FromDays(400));
        Assert.True(Register.Readmit(_kiosk.Device, Now, Now.AddDays(1)));
        Assert.NotNull(Offer(first, out IssuedCertificate? ahead));
        Assert.True(Register.Confirm(_kiosk.Device, ahead!.Shown, Now));
        Assert.Equal(CredentialStanding.Unknown, Register.Judge(_kiosk.Device, first.Shown, now));
        Assert.NotNull(Register.Offer(_kiosk.Device, ahead.Fingerprint, now, _authority.Issue));
    }

    [Fact]
    public void A_certificate_of_another_device_or_of_nobody_is_unknown()
    {
        IssuedCertificate first = Enrol();
        SyntheticKiosk other = _bench.Kiosk(8);
        Assert.Equal(CredentialStanding.Unknown, Register.Judge(other.Device, first.Shown, Now));
        ShownCertificate nobody = first.Shown with { Fingerprint = "" };
        Assert.Equal(CredentialStanding.Unknown, Register.Judge(_kiosk.Device, nobody, Now));
        Assert.Throws<LedgerException>(() => Register.Bind(4711, first));
    }

    public void Dispose()
    {
        _authority.Dispose();
        string path = _state.Path;
        _state.Dispose();
        Directory.Delete(path, recursive: true);
        _bench.Dispose();
    }

    private IssuedCertificate Enrol()
    {
        IssuedCertificate first = _authority.Issue(_kiosk.Device);
        Register.Bind(_kiosk.Device, first);
        return first;
    }

    /// <summary>Lets sixty days pass and gives the one that is offered.</summary>
    private IssuedCertificate Due(IssuedCertificate shown)
    {
        _bench.Clock.Advance(TimeSpan.FromDays(60));
        Assert.NotNull(Offer(shown, out IssuedCertificate? next));
        return next!;
    }

    private DownlinkMessage? Offer(IssuedCertificate shown, out IssuedCertificate? issued)
    {
        IssuedCertificate? made = null;
        DownlinkMessage? message = Register.Offer(
            _kiosk.Device, shown.Fingerprint, Now, device => made = _authority.Issue(device));
        issued = made;
        return message;
    }

    private CredentialStanding Standing(IssuedCertificate shown) =>
        Register.Judge(_kiosk.Device, shown.Shown, Now);

    private string Read(DownlinkMessage message)
    {
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(new ManagedMac(), _kiosk.Secret, KeyDerivation.Downlink, key);
        var reader = new DownlinkReader();
        var read = new Credentials();
        Assert.Equal(Downlink.Credentials,
            reader.Open(new ManagedMac(), key, _kiosk.Device, message.Bytes, message.Bytes.Length));
        Assert.Equal(DownlinkError.None, reader.ReadCredentials(read));
        return Encoding.ASCII.GetString(read.Buffer, read.CertificateAt, read.CertificateLength)
            + Encoding.ASCII.GetString(read.Buffer, read.KeyAt, read.KeyLength);
    }

    private string Scalar(string sql)
    {
        using var connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{command.ExecuteScalar()}";
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            "Pooling=false;Data Source=" + Path.Combine(_bench.Options.Folder, _bench.Options.DatabaseFile));
        connection.Open();
        return connection;
    }
}
