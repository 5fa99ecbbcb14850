/**
 * A campaign in numbers and pictures, for people who plan a show. Begin with {@link
 * io.hongbao.show.preview.CampaignPreview}.
 */
package io.hongbao.show.preview;
