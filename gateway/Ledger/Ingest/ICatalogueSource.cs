namespace Kiosk.Ledger;

/// <summary>
/// Every catalogue version that was ever pushed to one device. Called on the thread that reads the frame.
/// </summary>
internal interface ICatalogueSource
{
    /// <summary>Price in cents and VAT rate code of an article in a version; false when either is unknown.</summary>
    bool TryFind(long version, long article, out long priceCents, out long rate);
}
