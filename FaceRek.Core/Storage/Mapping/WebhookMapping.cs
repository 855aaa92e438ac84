using FaceRek.Core.Organizations;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class WebhookMapping : IEntityTypeConfiguration<WebhookEndpoint>, IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> endpoint)
    {
        _ = endpoint.HasAlternateKey(e => new { e.OrganizationId, e.Id });
        _ = endpoint.Property(e => e.Url).HasMaxLength(WebhookEndpoint.MaxUrlLength);
        _ = endpoint.Property(e => e.Events).HasMaxLength(1000);
        _ = endpoint.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        _ = delivery.Property(d => d.Type).HasMaxLength(64);
        _ = delivery.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
        _ = delivery.Property(d => d.Fault).HasMaxLength(WebhookDelivery.MaxFaultLength);
        // What the courier asks every few seconds, whoever owns it.
        _ = delivery.HasIndex(d => new { d.State, d.DueAt });
        _ = delivery.HasIndex(d => new { d.OrganizationId, d.EndpointId, d.CreatedAt });
        _ = delivery.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => new { d.OrganizationId, d.EndpointId }).HasPrincipalKey(e => new { e.OrganizationId, e.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}
