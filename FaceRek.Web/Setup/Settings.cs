using System.ComponentModel.DataAnnotations;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Faces.Installation;
using FaceRek.Core.Faces.Quality;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Pages;

namespace FaceRek.Web.Setup;

/// <summary>
/// Settings come from appsettings.json, then from environment variables such as <c>Mail__Host</c>; secrets only from
/// the latter.
/// </summary>
internal static class Settings
{
    public static WebApplicationBuilder AddFaceRekSettings(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["Site:Address"]))
        {
            builder.Configuration["Site:Address"] = SiteSettings.At(builder.Configuration["urls"]);
        }
        Section<SiteSettings>(builder, "Site");
        Section<DataSettings>(builder, "Data");
        Section<MailSettings>(builder, "Mail");
        Section<ContactSettings>(builder, "Contact");
        Section<WebhookSettings>(builder, "Webhooks");
        Section<BillingSettings>(builder, "Billing");
        Section<ApiSettings>(builder, "Api");
        Section<FacesSettings>(builder, "Faces");
        return builder;
    }

    public static T Get<T>(this IConfiguration configuration, string section)
        where T : new() => configuration.GetSection(section).Get<T>() ?? new T();

    private static void Section<T>(WebApplicationBuilder builder, string name)
        where T : class =>
        builder.Services.AddOptions<T>().BindConfiguration(name).ValidateDataAnnotations().ValidateOnStart();
}

/// <param name="Address">Scheme and host of the public site; links in emails start with it. By default the listening address.</param>
public sealed record SiteSettings([property: Required, Url] string Address)
{
    public SiteSettings()
        : this("http://localhost:5080") { }

    /// <param name="urls">The listening addresses, separated by semicolons, as in ASPNETCORE_URLS.</param>
    /// <exception cref="InvalidDataException">One is not a valid address.</exception>
    public static string At(string? urls)
    {
        if (ListenAddresses.Of(urls) is not [{ Port: > 0 } address, ..])
        {
            return new SiteSettings().Address;
        }
        // A browser cannot open a wildcard address.
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }
}

/// <param name="Folder">Folder of the database, the keys, the models and unsent mail; relative to the working directory.</param>
/// <param name="Connection">A PostgreSQL connection string; empty for SQLite in the folder.</param>
public sealed record DataSettings([property: Required] string Folder, string Connection)
{
    public DataSettings()
        : this("App_Data", "") { }

    public string PathTo(string name) => Path.Combine(Path.GetFullPath(Folder), name);
}

/// <param name="Workers">Pictures read at once; 0 for as many as there are cores.</param>
/// <param name="Places">Requests that may wait for a worker; the next one is asked to come back.</param>
/// <param name="PatienceSeconds">How long a request may wait and be processed.</param>
public sealed record FacesSettings(
    [property: Range(0, 256)] int Workers,
    [property: Range(0, 10_000)] int Places,
    [property: Range(1, 120)] int PatienceSeconds
)
{
    public FacesSettings()
        : this(0, 64, 5) { }

    /// <summary>What a picture needs to be compared.</summary>
    public QualityLimits Quality { get; init; } = QualityLimits.Default;

    /// <summary>The program that fetches packages of networks; empty uses none.</summary>
    public string PackageClient { get; init; } = PackageSources.UsualClient;

    /// <summary>Where their files are fetched without it, over https; empty uses none.</summary>
    public string PackageMirror { get; init; } = PackageSources.UsualMirror;

    /// <summary>
    /// The first pause after which the server itself tries again to fetch recommended packs that are missing; 0 for a
    /// server that fetches nothing by itself.
    /// </summary>
    [Range(0, 1440)]
    public int FetchMinutes { get; init; }
}

/// <param name="Host">SMTP server; empty to write emails to the data folder.</param>
public sealed record MailSettings(
    string Host,
    [property: Range(1, 65535)] int Port,
    string User,
    string Password,
    [property: Required] string From
)
{
    public MailSettings()
        : this("", 587, "", "", "FaceRek <no-reply@localhost>") { }
}

/// <param name="Reachable">Receivers in a developer's own network, as host:port, separated by semicolons; refused in Production.</param>
public sealed record WebhookSettings(string Reachable)
{
    public WebhookSettings()
        : this("") { }
}
