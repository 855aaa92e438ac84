using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FaceRek.Core.Storage;

/// <summary>For <c>bin/migration</c> only: the tool asks for a context and never opens its connection.</summary>
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
