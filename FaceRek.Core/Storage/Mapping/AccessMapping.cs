using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class AccessMapping
    : IEntityTypeConfiguration<ApiKey>,
        IEntityTypeConfiguration<TokenFamily>,
        IEntityTypeConfiguration<RefreshToken>,
        IEntityTypeConfiguration<TokenKey>,
        IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.Property(k => k.Name).HasMaxLength(ApiKey.MaxNameLength);
        key.Property(k => k.Scopes).HasMaxLength(500);
        key.Property(k => k.Networks).HasMaxLength(1_000);
        key.HasIndex(k => k.OrganizationId);
        key.HasOne(k => k.Organization)
            .WithMany()
            .HasForeignKey(k => k.OrganizationId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TokenFamily> family)
    {
        family.Property(f => f.Scopes).HasMaxLength(500);
        family.Property(f => f.SecurityStamp).HasMaxLength(64);
        family.HasAlternateKey(f => new { f.OrganizationId, f.Id });
        family.HasIndex(f => f.BeganAt);
        family.HasOne<Organization>().WithMany().HasForeignKey(f => f.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        family.HasOne(f => f.User).WithMany().HasForeignKey(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RefreshToken> token)
    {
        token.HasKey(t => t.Hash);
        token
            .HasOne<TokenFamily>()
            .WithMany()
            .HasForeignKey(t => new { t.OrganizationId, t.FamilyId })
            .HasPrincipalKey(f => new { f.OrganizationId, f.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TokenKey> key) => key.HasIndex(k => k.SignsFrom).IsUnique();

    public void Configure(EntityTypeBuilder<IdempotentAnswer> answer)
    {
        answer.HasKey(a => new
        {
            a.OrganizationId,
            a.CallerId,
            a.Key,
        });
        answer.Property(a => a.Key).HasMaxLength(IdempotentAnswer.MaxKeyLength);
        answer.HasIndex(a => a.StartedAt);
        answer.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
