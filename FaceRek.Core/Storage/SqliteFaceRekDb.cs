using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>One file on one machine: a complete installation.</summary>
public sealed class SqliteFaceRekDb(DbContextOptions<SqliteFaceRekDb> options, CurrentOrganization current)
    : FaceRekDb(options, current)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
}
