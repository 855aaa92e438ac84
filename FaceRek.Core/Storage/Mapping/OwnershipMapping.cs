using System.Linq.Expressions;
using FaceRek.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FaceRek.Core.Storage.Mapping;

internal static class OwnershipMapping
{
    /// <summary>A foreign key on (OrganizationId, PersonId); deleting a person deletes the row.</summary>
    public static EntityTypeBuilder<T> BelongsToPerson<T>(
        this EntityTypeBuilder<T> row,
        Expression<Func<T, object?>> key
    )
        where T : class
    {
        row.HasOne<Person>()
            .WithMany()
            .HasForeignKey(key)
            .HasPrincipalKey(p => new { p.OrganizationId, p.Id })
            .OnDelete(DeleteBehavior.Cascade);
        return row;
    }
}

/// <summary>
/// SQLite has no type for instants, and the default converter sorts by local ticks: an instant is stored as UTC ticks
/// (100 ns since year 1).
/// </summary>
internal sealed class UtcTicks()
    : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
