using FaceRek.Core.Organizations;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Core.Storage;

public static class StorageSetup
{
    /// <summary>SQLite for a path to a file, PostgreSQL for a connection string that names a host.</summary>
    public static IServiceCollection AddFaceRekDb(this IServiceCollection services, string connection)
    {
        services
            .AddScoped<CurrentOrganization>()
            .AddSingleton<RevisionInterceptor>()
            .AddSingleton<ChangeSignalInterceptor>()
            .AddSingleton<WebhookInterceptor>()
            .AddSingleton<OrganizationRounds>();
        if (connection.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            services.AddDbContext<PostgresFaceRekDb>(
                (provider, options) =>
                    options
                        .UseNpgsql(connection)
                        .ConfigureWarnings(Heed)
                        .AddInterceptors(
                            provider.GetRequiredService<RevisionInterceptor>(),
                            provider.GetRequiredService<WebhookInterceptor>(),
                            provider.GetRequiredService<ChangeSignalInterceptor>()
                        )
            );
            return services.AddScoped<FaceRekDb>(provider => provider.GetRequiredService<PostgresFaceRekDb>());
        }
        services.AddDbContext<SqliteFaceRekDb>(
            (provider, options) =>
                options
                    .UseSqlite($"Data Source={connection};Default Timeout=5")
                    .ConfigureWarnings(Heed)
                    .AddInterceptors(
                        new SqlitePragmas(),
                        provider.GetRequiredService<RevisionInterceptor>(),
                        provider.GetRequiredService<WebhookInterceptor>(),
                        provider.GetRequiredService<ChangeSignalInterceptor>()
                    )
        );
        return services.AddScoped<FaceRekDb>(provider => provider.GetRequiredService<SqliteFaceRekDb>());
    }

    /// <summary>
    /// A test checks for missing migrations; at each start it would take a tenth of a second. Because tables are
    /// rebuilt outside of a transaction, <see cref="Migrator"/> keeps a copy.
    /// </summary>
    private static void Heed(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(
            RelationalEventId.PendingModelChangesWarning,
            RelationalEventId.NonTransactionalMigrationOperationWarning
        );
}
