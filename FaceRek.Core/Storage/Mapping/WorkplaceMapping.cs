using FaceRek.Core.Organizations;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class WorkplaceMapping :
    IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<Holiday>, IEntityTypeConfiguration<Department>, IEntityTypeConfiguration<DepartmentManager>
{
    public void Configure(EntityTypeBuilder<Site> site)
    {
        _ = site.HasAlternateKey(s => new { s.OrganizationId, s.Id });
        _ = site.Ignore(s => s.Fence);
        _ = site.Property(s => s.Name).HasMaxLength(Site.MaxNameLength);
        _ = site.Property(s => s.NameKey).HasMaxLength(Site.MaxNameLength);
        _ = site.Property(s => s.Zone).HasMaxLength(64);
        _ = site.Property(s => s.Address).HasMaxLength(Site.MaxAddressLength);
        _ = site.Property(s => s.Networks).HasMaxLength(Site.MaxNetworksLength);
        _ = site.Property(s => s.PlaceRule).HasConversion<string>().HasMaxLength(8);
        _ = site.HasIndex(s => new { s.OrganizationId, s.NameKey }).IsUnique();
        _ = site.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Holiday> holiday)
    {
        _ = holiday.Property(h => h.Name).HasMaxLength(Holiday.MaxNameLength);
        _ = holiday.HasIndex(h => new { h.OrganizationId, h.On });
        _ = holiday.HasOne<Site>().WithMany().HasForeignKey(h => new { h.OrganizationId, h.SiteId }).HasPrincipalKey(s => new { s.OrganizationId, s.Id }).IsRequired(false).OnDelete(DeleteBehavior.Cascade);
        _ = holiday.HasOne<Organization>().WithMany().HasForeignKey(h => h.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Department> department)
    {
        _ = department.HasAlternateKey(d => new { d.OrganizationId, d.Id });
        _ = department.Property(d => d.Name).HasMaxLength(Department.MaxNameLength);
        _ = department.Property(d => d.NameKey).HasMaxLength(Department.MaxNameLength);
        _ = department.HasIndex(d => new { d.OrganizationId, d.NameKey }).IsUnique();
        _ = department.HasOne<Department>().WithMany().HasForeignKey(d => new { d.OrganizationId, d.ParentId }).HasPrincipalKey(d => new { d.OrganizationId, d.Id }).IsRequired(false).OnDelete(DeleteBehavior.Restrict);
        _ = department.HasOne<Organization>().WithMany().HasForeignKey(d => d.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<DepartmentManager> manager)
    {
        _ = manager.HasKey(m => new { m.OrganizationId, m.DepartmentId, m.UserId });
        _ = manager.HasIndex(m => new { m.OrganizationId, m.UserId });
        _ = manager.HasOne<Department>().WithMany().HasForeignKey(m => new { m.OrganizationId, m.DepartmentId }).HasPrincipalKey(d => new { d.OrganizationId, d.Id }).OnDelete(DeleteBehavior.Cascade);
        _ = manager.HasOne<Membership>().WithMany().HasForeignKey(m => new { m.OrganizationId, m.UserId }).HasPrincipalKey(m => new { m.OrganizationId, m.UserId }).OnDelete(DeleteBehavior.Cascade);
    }
}
