/** One law or decree as steps refer to it. */
export type Law = {
  readonly title: string;
  /** How many articles it has, where that is known for certain. */
  readonly articles?: number;
  /** Articles that an amendment put in, e.g. "11a". */
  readonly added?: readonly string[];
  /** What holds in its place since it went out of force. */
  readonly replacedBy?: string;
};

/**
 * Every law that a step may rest on, by its short name. As in force from 01/07/2026, when Luật 136/2025/QH15 amended the
 * first three. Those that are gone are here so that whoever still refers to one is told what holds now.
 */
export const laws: Readonly<Record<string, Law>> = {
  KNLaw: { title: 'Luật Khiếu nại 02/2011/QH13', articles: 70, added: ['11a'] },
  TCLaw: { title: 'Luật Tố cáo 25/2018/QH14', articles: 67 },
  TCDLaw: { title: 'Luật Tiếp công dân 42/2013/QH13', articles: 36, added: ['3a'] },
  'Luật 136/2025': { title: 'Luật 136/2025/QH15', articles: 4 },
  'NĐ154/2026': { title: 'Nghị định 154/2026/NĐ-CP (tiếp công dân)' },
  'NĐ124/2020': { title: 'Nghị định 124/2020/NĐ-CP (khiếu nại)', added: ['3a', '28b', '30a'] },
  'NĐ155/2026': { title: 'Nghị định 155/2026/NĐ-CP' },
  'NĐ31/2019': { title: 'Nghị định 31/2019/NĐ-CP (tố cáo)', added: ['19a'] },
  'NĐ156/2026': { title: 'Nghị định 156/2026/NĐ-CP' },
  'TT05/2021': { title: 'Thông tư 05/2021/TT-TTCP (xử lý đơn)' },
  'NĐ20/2008': { title: 'Nghị định 20/2008/NĐ-CP (phản ánh, kiến nghị về quy định hành chính)' },
  'Luật BVDLCN 91/2025': { title: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15', articles: 39 },
  'NĐ356/2025': { title: 'Nghị định 356/2025/NĐ-CP' },
  'NĐ224/2026': { title: 'Nghị định 224/2026/NĐ-CP (kênh số của cơ quan nhà nước)' },
  'Luật TTNT 134/2025': { title: 'Luật Trí tuệ nhân tạo 134/2025/QH15' },
  'NĐ142/2026': { title: 'Nghị định 142/2026/NĐ-CP' },
  BLDS: { title: 'Bộ luật Dân sự 91/2015/QH13', articles: 689 },
  BLTTHS: { title: 'Bộ luật Tố tụng hình sự 101/2015/QH13', articles: 510 },
  BLLĐ: { title: 'Bộ luật Lao động 45/2019/QH14', articles: 220 },
  'NĐ64/2014': { title: 'Nghị định 64/2014/NĐ-CP', replacedBy: 'NĐ154/2026' },
  'NĐ13/2023': { title: 'Nghị định 13/2023/NĐ-CP', replacedBy: 'NĐ356/2025' },
};
