using FaceRek.Core.Access;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class AccessMapping :
    IEntityTypeConfiguration<ApiKey>, IEntityTypeConfiguration<TokenFamily>, IEntityTypeConfiguration<RefreshToken>, IEntityTypeConfiguration<TokenKey>,
    IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        _ = key.Property(k => k.Name).HasMaxLength(ApiKey.MaxNameLength);
        _ = key.Property(k => k.Scopes).HasMaxLength(500);
        _ = key.Property(k => k.Networks).HasMaxLength(1_000);
        _ = key.HasIndex(k => k.OrganizationId);
        _ = key.HasOne(k => k.Organization).WithMany().HasForeignKey(k => k.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TokenFamily> family)
    {
        _ = family.Property(f => f.Scopes).HasMaxLength(500);
        _ = family.Property(f => f.SecurityStamp).HasMaxLength(64);
        _ = family.HasAlternateKey(f => new { f.OrganizationId, f.Id });
        _ = family.HasIndex(f => f.BeganAt);
        _ = family.HasOne<Organization>().WithMany().HasForeignKey(f => f.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        _ = family.HasOne(f => f.User).WithMany().HasForeignKey(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RefreshToken> token)
    {
        _ = token.HasKey(t => t.Hash);
        _ = token.HasOne<TokenFamily>().WithMany().HasForeignKey(t => new { t.OrganizationId, t.FamilyId }).HasPrincipalKey(f => new { f.OrganizationId, f.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TokenKey> key) => _ = key.HasIndex(k => k.SignsFrom).IsUnique();

    public void Configure(EntityTypeBuilder<IdempotentAnswer> answer)
    {
        _ = answer.HasKey(a => new { a.OrganizationId, a.CallerId, a.Key });
        _ = answer.Property(a => a.Key).HasMaxLength(IdempotentAnswer.MaxKeyLength);
        _ = answer.HasIndex(a => a.StartedAt);
        _ = answer.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
