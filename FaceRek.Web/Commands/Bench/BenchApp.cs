using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands.Bench;

/// <summary>
/// The application on a free port, in a temporary folder, with the models installed here. Its log goes to standard
/// error, so that standard output contains only the report.
/// </summary>
internal sealed class BenchApp : IAsyncDisposable
{
    private static readonly string[] Always =
    [
        "--urls",
        "http://127.0.0.1:0",
        "--Logging:Console:LogToStandardErrorThreshold",
        "Trace",
        "--Logging:LogLevel:Default",
        "Error",
        "--Logging:LogLevel:Microsoft.AspNetCore",
        "Error",
        "--Logging:LogLevel:Microsoft.EntityFrameworkCore",
        "Error",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-bench-");

    private BenchApp(string[] settings)
    {
        var installed = CommandSettings.Data().PathTo("models");
        if (Directory.Exists(installed))
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "models"), Path.GetFullPath(installed));
        }
        Web = FaceRekHost.Build([.. Always, "--Data:Folder", folder.FullName, .. settings]);
    }

    public WebApplication Web { get; }
    public IServiceProvider Services => Web.Services;
    public Uri Address => new(Web.Urls.Single());

    public static async Task<BenchApp> StartAsync(string[] settings, CancellationToken cancellationToken)
    {
        var app = new BenchApp(settings);
        try
        {
            await app.Services.MigrateDatabaseAsync(cancellationToken);
            await app.Web.StartAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Web.StopAsync();
        await Web.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
