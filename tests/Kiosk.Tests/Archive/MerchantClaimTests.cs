using Kiosk.Ledger;

namespace Kiosk.Tests.Archive;

/// <summary>
/// A merchant's token is one that the city never saw: the city's code serves once, and tells when it did (pos.md R74).
/// </summary>
[Trait("Requirement", "R74")]
public sealed class MerchantClaimTests : IDisposable
{
    private const string Reason = "remise au commerçant";
    private readonly ShopBench _shop = new(seed: 2);

    private ArchiveOffice Office => _shop.Ledger.Archives;

    [Fact]
    public void A_code_gives_one_token_for_one_terminal_and_both_are_logged()
    {
        string code = Office.NewMerchantClaim(ShopBench.Terminal, Reason);
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$", code);
        string token = Office.Claim(ShopBench.Terminal, code);
        Assert.True(Office.IsMerchant(ShopBench.Terminal, token));
        Assert.False(Office.IsMerchant(ShopBench.Terminal, token + "x"));
        Assert.False(Office.IsMerchant("K08", token));
        IReadOnlyList<FiscalAccess> log = Office.Accesses(ShopBench.Terminal);
        Assert.Equal(("merchant", "token taken with the code", ""), (log[0].Who, log[0].What, log[0].Reason));
        Assert.Equal(("city", "new merchant code", Reason), (log[1].Who, log[1].What, log[1].Reason));
        Assert.Equal(20, Enumerable.Range(0, 20).Select(_ => Office.NewMerchantClaim(ShopBench.Terminal, Reason))
            .Distinct().Count());
    }

    // The city that took the code itself is found out: by the log, and by the merchant's own attempt.
    [Fact]
    public void A_code_that_was_used_says_when_and_gives_nothing_more()
    {
        string code = Office.NewMerchantClaim(ShopBench.Terminal, Reason);
        string taken = Office.Claim(ShopBench.Terminal, code);
        _shop.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("was used on 2026-01-02 08:00 UTC. If that was not you", Refused(code),
            StringComparison.Ordinal);
        Assert.True(Office.IsMerchant(ShopBench.Terminal, taken));
        string next = Office.NewMerchantClaim(ShopBench.Terminal, Reason);
        Assert.True(Office.IsMerchant(ShopBench.Terminal, taken));
        Assert.Contains("was used on 2026-01-02 08:00 UTC", Refused(code), StringComparison.Ordinal);
        string own = Office.Claim(ShopBench.Terminal, next);
        Assert.False(Office.IsMerchant(ShopBench.Terminal, taken));
        Assert.True(Office.IsMerchant(ShopBench.Terminal, own));
    }

    [Fact]
    public void A_code_reads_from_paper_in_small_letters_with_blanks_and_letters_that_look_like_digits()
    {
        string code = Office.NewMerchantClaim(ShopBench.Terminal, Reason);
        string typed = code.Replace('-', ' ').Replace('0', 'o').Replace('1', 'l').ToLowerInvariant();
        Assert.NotEmpty(Office.Claim(ShopBench.Terminal, typed));
    }

    [Fact]
    public void Five_wrong_codes_are_logged_over_a_restart_no_more_are_and_the_right_one_still_opens()
    {
        Assert.Contains("No code is open", Refused("x"), StringComparison.Ordinal);
        string code = Office.NewMerchantClaim(ShopBench.Terminal, Reason);
        for (int wrong = 1; wrong <= ArchiveOffice.ClaimTries; wrong++)
        {
            _shop.Reopen(() => { });
            Assert.Contains($", wrong code {wrong}.", Refused("0000-0000-0000-0000"), StringComparison.Ordinal);
        }

        // A stranger who goes on neither fills the log nor keeps the merchant out.
        Assert.Contains("as 5 before it", Refused("0000-0000-0000-0000"), StringComparison.Ordinal);
        Assert.Equal(5, Office.Accesses(ShopBench.Terminal).Count(look => look.What == "wrong code"));
        Assert.True(Office.IsMerchant(ShopBench.Terminal, Office.Claim(ShopBench.Terminal, code)));
    }

    [Fact]
    public void Thirty_days_end_a_code_and_a_terminal_that_nobody_knows_has_none()
    {
        string code = Office.NewMerchantClaim(ShopBench.Terminal, Reason);
        _shop.Clock.Advance(TimeSpan.FromDays(ArchiveOffice.ClaimDays) + TimeSpan.FromSeconds(1));
        Assert.Contains("older than 30 days", Refused(code), StringComparison.Ordinal);
        Assert.Throws<LedgerException>(() => Office.NewMerchantClaim("K99", Reason));
    }

    // What cannot be logged is not given: the token and its line are one commit.
    [Fact]
    public void A_store_that_takes_nothing_gives_no_token_and_leaves_the_code_open()
    {
        string code = Office.NewMerchantClaim(ShopBench.Terminal, Reason);
        int looks = Office.Accesses(ShopBench.Terminal).Count;
        _shop.Ledger.RefuseWrites(true);
        Assert.Throws<LedgerException>(() => Office.Claim(ShopBench.Terminal, code));
        _shop.Ledger.RefuseWrites(false);
        Assert.Equal(looks, Office.Accesses(ShopBench.Terminal).Count);
        Assert.True(Office.IsMerchant(ShopBench.Terminal, Office.Claim(ShopBench.Terminal, code)));
    }

    public void Dispose() => _shop.Dispose();

    private string Refused(string code) =>
        Assert.Throws<LedgerException>(() => Office.Claim(ShopBench.Terminal, code)).Message;
}
