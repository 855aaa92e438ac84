using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FaceRek.Core.Storage;

/// <summary>The same, when one file is no longer enough.</summary>
public sealed class PostgresFaceRekDb(DbContextOptions<PostgresFaceRekDb> options, CurrentOrganization current)
    : FaceRekDb(options, current)
{
    // timestamptz takes UTC only.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Utc>();

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
}
