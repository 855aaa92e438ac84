using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Support;

internal static class EitherDb
{
    /// <summary>For a test class that runs on both stores: the same for the contexts of both.</summary>
    public static IServiceCollection ConfigureEitherDb(
        this IServiceCollection services,
        Action<DbContextOptionsBuilder> configure
    ) => services.ConfigureDbContext<SqliteFaceRekDb>(configure).ConfigureDbContext<PostgresFaceRekDb>(configure);
}
