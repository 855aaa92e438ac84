using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FaceRek.Core.Storage;

/// <summary>For installations that need more than one file.</summary>
public sealed class PostgresFaceRekDb(DbContextOptions<PostgresFaceRekDb> options, CurrentOrganization current)
    : FaceRekDb(options, current)
{
    // timestamptz accepts only UTC.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Utc>();

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
}

/// <summary>For <c>bin/migration</c> only: the tool needs a context and never opens its connection.</summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteFaceRekDb>
{
    public SqliteFaceRekDb CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<SqliteFaceRekDb>().UseSqlite("Data Source=:memory:").Options,
            new CurrentOrganization()
        );
}

/// <inheritdoc cref="DesignTimeSqlite"/>
internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresFaceRekDb>
{
    public PostgresFaceRekDb CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<PostgresFaceRekDb>().UseNpgsql("Host=localhost").Options,
            new CurrentOrganization()
        );
}
