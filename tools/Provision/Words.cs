using System.Globalization;

namespace Kiosk.Provision;

/// <summary>
/// Texts of the tool in the language of the caller: French when the environment says so, else English.
/// </summary>
public sealed record Words
{
    public required string About { get; init; }
    public required string Examples { get; init; }
    public required string Gateway { get; init; }
    public required string TokenFile { get; init; }
    public required string Json { get; init; }
    public required string Device { get; init; }
    public required string DeviceAdd { get; init; }
    public required string DeviceList { get; init; }
    public required string DeviceRevoke { get; init; }
    public required string Settings { get; init; }
    public required string SettingsPush { get; init; }
    public required string Notice { get; init; }
    public required string NoticePush { get; init; }
    public required string Catalogue { get; init; }
    public required string CataloguePush { get; init; }
    public required string Number { get; init; }
    public required string NumberWanted { get; init; }
    public required string Kiosk { get; init; }
    public required string Name { get; init; }
    public required string Address { get; init; }
    public required string District { get; init; }
    public required string Trade { get; init; }
    public required string Latitude { get; init; }
    public required string Longitude { get; init; }
    public required string Vacant { get; init; }
    public required string Invented { get; init; }
    public required string Out { get; init; }
    public required string Yes { get; init; }
    public required string File { get; init; }
    public required string CatalogueFile { get; init; }
    public required string NoticeText { get; init; }
    public required string Until { get; init; }
    public required string Added { get; init; }
    public required string Revoked { get; init; }
    public required string ConfirmRevoke { get; init; }
    public required string SentNow { get; init; }
    public required string SentLater { get; init; }
    public required string NoDevices { get; init; }
    public required string NoToken { get; init; }
    public required string Unreachable { get; init; }
    public required string Refused { get; init; }
    public required string NoFile { get; init; }
    public required string Exists { get; init; }
    public required string NoAddress { get; init; }

    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>English.</summary>
    public static Words English { get; } = new()
    {
        About = "Enrols and steers the devices of the kiosks through the gateway's administration API.",
        Examples = """
            Examples:
              kiosk device add --kiosk K07 --name "Jus Gambetta" --arrondissement 1 --trade juice
              kiosk settings push 1007 settings.json
              kiosk catalogue push 1007 catalogue.csv
            """,
        Gateway = "address of the gateway",
        TokenFile = "file with the administration token",
        Json = "print one JSON document on standard output",
        Device = "devices: add, list, revoke",
        DeviceAdd = "register a device in a kiosk and write its bundle (keys included) to a file for you alone",
        DeviceList = "list the registered devices",
        DeviceRevoke = "revoke a device: its key is worth nothing from then on",
        Settings = "settings of a device",
        SettingsPush = "send settings from a JSON file",
        Notice = "messages of the city",
        NoticePush = "send a message to a kiosk's display",
        Catalogue = "catalogue of a merchant",
        CataloguePush = "send a catalogue from a CSV or JSON file",
        Number = "number of the device",
        NumberWanted = "number wanted, 1 to 2147483647; left out = the next free one",
        Kiosk = "kiosk, 1 to 8 characters A-Z 0-9",
        Name = "name for people",
        Address = "postal address",
        District = "arrondissement, 1 to 16",
        Trade = "trade of the merchant",
        Latitude = "latitude in degrees north, for the map (with --lon)",
        Longitude = "longitude in degrees east",
        Vacant = "the kiosk is vacant: it measures and does not sell",
        Invented = "the kiosk does not exist: it serves a demonstration, and pages say so",
        Out = "file of the bundle; left out = device-<number>.json",
        Yes = "do not ask",
        File = "JSON file",
        CatalogueFile = "CSV file (code,label,cents,vat[,department,ean,key]) or JSON file",
        NoticeText = "the message, up to 160 characters",
        Until = "end of the message, e.g. 2026-03-02T18:00:00Z; left out = until replaced",
        Added = "device {0} registered in {1}; bundle in {2}",
        Revoked = "device {0} revoked",
        ConfirmRevoke = "device {0} will never be acknowledged again. Repeat the command with --yes to do it.",
        SentNow = "version {1} sent to device {0}",
        SentLater = "version {1} stored; device {0} is not connected and gets it when it is",
        NoDevices = "no device yet; register the first with: kiosk device add --kiosk K07",
        NoToken = "cannot read the token {0}; give the gateway's file with --token-file <state>/admin.token",
        Unreachable = "gateway {0} is not reachable ({1}); is it running? Give its address with --gateway",
        Refused = "the gateway refused",
        NoFile = "cannot read {0}",
        Exists = "{0} is there already; give another file with --out",
        NoAddress = "--gateway: '{0}' is not an address like http://127.0.0.1:5080",
    };

    /// <summary>French.</summary>
    public static Words French { get; } = new()
    {
        About = "Inscrit et pilote les appareils des kiosques par l'API d'administration de la passerelle.",
        Examples = """
            Exemples :
              kiosk device add --kiosk K07 --name "Jus Gambetta" --arrondissement 1 --trade jus
              kiosk settings push 1007 reglages.json
              kiosk catalogue push 1007 catalogue.csv
            """,
        Gateway = "adresse de la passerelle",
        TokenFile = "fichier du jeton d'administration",
        Json = "écrire un document JSON sur la sortie standard",
        Device = "appareils : inscrire, lister, révoquer",
        DeviceAdd =
            "inscrire un appareil dans un kiosque et écrire son dossier (clés comprises) dans un fichier à vous "
            + "seul",
        DeviceList = "lister les appareils inscrits",
        DeviceRevoke = "révoquer un appareil : sa clé ne vaut plus rien",
        Settings = "réglages d'un appareil",
        SettingsPush = "envoyer des réglages depuis un fichier JSON",
        Notice = "messages de la ville",
        NoticePush = "envoyer un message à l'afficheur d'un kiosque",
        Catalogue = "catalogue d'un commerçant",
        CataloguePush = "envoyer un catalogue depuis un fichier CSV ou JSON",
        Number = "numéro de l'appareil",
        NumberWanted = "numéro voulu, 1 à 2147483647 ; sans lui, le prochain libre",
        Kiosk = "kiosque, 1 à 8 caractères A-Z 0-9",
        Name = "nom pour le public",
        Address = "adresse postale",
        District = "arrondissement, 1 à 16",
        Trade = "activité du commerçant",
        Latitude = "latitude en degrés nord, pour la carte (avec --lon)",
        Longitude = "longitude en degrés est",
        Vacant = "le kiosque est vacant : il mesure et ne vend pas",
        Invented = "le kiosque n'existe pas : il sert à une démonstration, et les pages le disent",
        Out = "fichier du dossier ; sans lui, device-<numéro>.json",
        Yes = "ne pas demander",
        File = "fichier JSON",
        CatalogueFile = "fichier CSV (code,label,cents,vat[,department,ean,key]) ou JSON",
        NoticeText = "le message, 160 caractères au plus",
        Until = "fin du message, p. ex. 2026-03-02T18:00:00Z ; sans elle, jusqu'au prochain",
        Added = "appareil {0} inscrit dans {1} ; dossier dans {2}",
        Revoked = "appareil {0} révoqué",
        ConfirmRevoke = "l'appareil {0} ne sera plus jamais acquitté. Répétez la commande avec --yes pour le faire.",
        SentNow = "version {1} envoyée à l'appareil {0}",
        SentLater = "version {1} enregistrée ; l'appareil {0} n'est pas relié et la recevra à son retour",
        NoDevices = "aucun appareil ; inscrivez le premier : kiosk device add --kiosk K07",
        NoToken = "jeton {0} illisible ; donnez le fichier de la passerelle : --token-file <state>/admin.token",
        Unreachable = "passerelle {0} injoignable ({1}) ; est-elle lancée ? Donnez son adresse avec --gateway",
        Refused = "la passerelle refuse",
        NoFile = "fichier {0} illisible",
        Exists = "{0} existe déjà ; donnez un autre fichier avec --out",
        NoAddress = "--gateway : '{0}' n'est pas une adresse comme http://127.0.0.1:5080",
    };

    /// <summary>The language of the environment (LC_ALL, LC_MESSAGES, LANG).</summary>
    public static Words Current() =>
        Variables
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value))?.StartsWith(
                "fr", StringComparison.OrdinalIgnoreCase) == true
            ? French
            : English;

    /// <summary>Puts values into a sentence.</summary>
    public static string Fill(string sentence, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, sentence, values);
}
