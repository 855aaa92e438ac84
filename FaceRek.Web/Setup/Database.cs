using FaceRek.Core.Storage;

namespace FaceRek.Web.Setup;

internal static class Database
{
    public static WebApplicationBuilder AddDatabase(this WebApplicationBuilder builder)
    {
        var data = builder.Configuration.Get<DataSettings>("Data");
        var folder = Directory.CreateDirectory(Path.GetFullPath(data.Folder));
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
        builder.Services.AddFaceRekDb(
            string.IsNullOrWhiteSpace(data.Connection) ? data.PathTo("facerek.db") : data.Connection
        );
        return builder;
    }

    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<Migrator>(scope.ServiceProvider).RunAsync(cancellationToken);
    }
}
