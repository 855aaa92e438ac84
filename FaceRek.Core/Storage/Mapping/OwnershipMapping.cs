using System.Linq.Expressions;
using FaceRek.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal static class OwnershipMapping
{
    /// <summary>A foreign key on (OrganizationId, PersonId); deleting a person takes the row along.</summary>
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
